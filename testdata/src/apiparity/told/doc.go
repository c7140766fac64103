// Package told is nearly everywhere.
package told
