// Package store keeps its data by a module that needs cgo.
package store

import "example.com/ledger"

// Open opens the store.
func Open() error { return ledger.Open("store") }
