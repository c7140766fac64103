// Package accident has names that are constraints though they should not be.
package accident

func F() {
	render()
	crane()
	twin()
	native()
	lines()
	tagged()
	nacl(old)
	nowhere()
}

func nacl(int) {}
