//go:build !linux

// want -2 `^the constraint !linux holds on no port that the name of the file allows, so it is never built$`

package never
