// Package never has files that are never built, or always.
package never
