// Package orphan is for one system; its tests are everywhere, though there is
// nothing to test.
package orphan

func run() {}
