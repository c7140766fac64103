// +build linux

package old
