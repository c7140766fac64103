// Package names has names that look like constraints.
package names

func init() { both() }
