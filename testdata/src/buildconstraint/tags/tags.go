// Package tags has tags that are not those of a port.
package tags
