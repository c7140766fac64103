// Package api has names that exist with cgo only.
package api

// Version is declared on every port.
const Version = 1

// DB is declared on every port, its methods are not.
type DB struct{ name string }

// Name is declared on every port.
func (db *DB) Name() string { return db.name }
