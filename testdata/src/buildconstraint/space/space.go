// Copyright.

// go:build linux || darwin

// want -2 `^with a space before go:build this is no constraint, so this file is built on js, plan9 and windows too; write //go:build linux \|\| darwin$`

// Package space has comments that look like constraints.
package space
