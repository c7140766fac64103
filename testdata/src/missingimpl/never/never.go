// Package never has a function without a body on any port, as every build
// tells.
package never

func never()

var x = nowhere()
