// Package fallback does without zone data, and leads to a package that does not.
package fallback

import "time"

func Zone(*time.Location, error) *time.Location {
	if loc, err := time.LoadLocation("Europe/Berlin"); err == nil {
		return loc
	}
	return time.UTC
}
