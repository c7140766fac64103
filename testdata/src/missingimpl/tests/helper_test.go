//go:build !windows

package tests

import "testing"

func helper(t *testing.T) {}
