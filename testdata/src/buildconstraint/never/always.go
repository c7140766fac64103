//go:build !linux || !windows

// want -2 `^every port satisfies the constraint !linux \|\| !windows, so it says nothing; for neither write !linux && !windows$`

package never
