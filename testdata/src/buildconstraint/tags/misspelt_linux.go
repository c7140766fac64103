//go:build !andriod && !windos

package tags // both make no difference: the name says linux
