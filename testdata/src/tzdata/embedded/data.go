//go:build !plan9

package main

import _ "time/tzdata"
