// Package custom has a tag macos of its own: see the other file.
package custom
