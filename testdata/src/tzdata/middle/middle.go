// Package middle only passes on.
package middle

import "tzdata/library"

var Zone = library.Zone
