package orphan

import "testing"

func TestRun(t *testing.T) { run() }
