// +build linux windows
// +build amd64 386

package style // want -3 `^\+build lines are superseded since go1.17; write //go:build \(linux \|\| windows\) && \(amd64 \|\| 386\)$`
