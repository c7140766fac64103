// Package native calls C.
package native
