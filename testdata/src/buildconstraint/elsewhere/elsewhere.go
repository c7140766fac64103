// Package elsewhere has mistakes on ports that are no targets.
package elsewhere
