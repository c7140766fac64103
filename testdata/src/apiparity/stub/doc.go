// Package stub is nearly everywhere.
package stub
