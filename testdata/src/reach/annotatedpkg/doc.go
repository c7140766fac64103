// Package annotatedpkg is meant for unix as a whole.
//
//xplatvet:only unix
package annotatedpkg
