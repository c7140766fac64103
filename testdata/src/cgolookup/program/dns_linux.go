//go:debug netdns=go+1

package main
