package ok

import (
	"os/exec"
	"testing"
)

func TestShell(t *testing.T) {
	if err := exec.Command("sh").Run(); err != nil {
		t.Fatal(err)
	}
}
