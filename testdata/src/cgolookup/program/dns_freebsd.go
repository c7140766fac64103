//go:debug netdns=cgo

package main

//go:debug netdns=go
