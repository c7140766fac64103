package ok

// The same struct is declared with another layout on other systems.
type layout struct {
	bytes int64
	open  bool
}
