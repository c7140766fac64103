package ok

// NewLazyDLL is another one.
func NewLazyDLL(string) int { return 0 }

var other = NewLazyDLL("example.dll")
