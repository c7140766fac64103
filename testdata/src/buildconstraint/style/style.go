// Package style has constraints that need not be.
package style
