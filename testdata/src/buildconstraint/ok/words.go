//go:build mac || gnu || win || apple || mingw

package ok
