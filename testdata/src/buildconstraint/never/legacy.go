// +build !linux !windows

// want -2 `every port satisfies the constraint !linux \|\| !windows`

package never
