// Package perport has the numbers of each system.
package perport

// Nothing is the same everywhere.
const Nothing = 0
