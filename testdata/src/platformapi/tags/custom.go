//go:build custom

package tags

import "syscall"

var kill = syscall.Kill // want `^syscall.Kill is not available on plan9 and windows; constrain this file with //go:build custom && \(js \|\| unix\)$`
