package orphan_test

import "testing"

func TestRun(t *testing.T) { helper() }
