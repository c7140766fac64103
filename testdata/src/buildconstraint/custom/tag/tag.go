// Package tag is analysed with -tags macos.
package tag
