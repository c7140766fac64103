//go:build unix

// want -2 `the constraint unix holds on no port that the name of the file allows`

package never
