//	go:build windows

package space // it is so anyway
