// Package single is for one system.
package single
