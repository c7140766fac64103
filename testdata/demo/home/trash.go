//go:build osx

package home

// Trash is where deleted files go.
const Trash = ".Trash"
