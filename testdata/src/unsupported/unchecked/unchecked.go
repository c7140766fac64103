// Package unchecked has files that the build leaves out.
package unchecked
