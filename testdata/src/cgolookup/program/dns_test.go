//go:debug netdns=go

package main
