// +build linux

package ok
