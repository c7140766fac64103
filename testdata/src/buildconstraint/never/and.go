//go:build linux && windows && custom

// want -2 `^no port satisfies the constraint linux && windows && custom, so this file is never built$`

package never
