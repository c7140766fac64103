//go:build !windows && !custom

package names // some constraint
