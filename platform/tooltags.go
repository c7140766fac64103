package platform

import "slices"

// ToolTags returns the build tags that the go command sets by default for
// goos/goarch, such as goexperiment.dwarf5 and amd64.v1: what go list calls
// context.ToolTags. It is nil for an unknown pair.
func ToolTags(goos, goarch string) []string {
	if i := pairOf(goos, goarch); i >= 0 {
		return slices.Clone(pairs[i].toolTags)
	}
	return nil
}
