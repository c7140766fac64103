package ok

type handle struct{}

func (handle) Close() error { return nil }

func open(name string) (*File, error) { return nil, nil }

// Handle is for this system only, in a file with more of that kind.
func Handle(f *File) uintptr { return 0 }

// Attributes are those of the file.
func (f *File) Attributes() uint32 { return 0 }

// Sync takes the same, in other words.
func Sync(path string, mode interface{}, _ ...byte) (n int32, _ error) { return 0, nil }

// Mode is a constant here and a variable elsewhere.
const Mode = 1

// Callback is a function here and a variable elsewhere.
func Callback() {}
