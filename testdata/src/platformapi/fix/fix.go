// Package fix has a file that nothing needs where it does not compile.
package fix

func Name() string { return name }
