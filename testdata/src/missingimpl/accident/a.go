// Package accident lacks what is in a file whose name is a constraint, which
// buildconstraint reports.
package accident

func F() {
	crane()
	winch() // want `^winch is declared on linux only, but used on `
}
