// Package vanished is nearly everywhere.
package vanished // want `^the package builds on windows, where it declares nothing of what it exports elsewhere; constrain this file with //go:build !windows, so that importing it fails rather than every use$`
