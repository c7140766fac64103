package annotatedpkg

func reached(string, ...string) bool { return false }

var x = reached("unix")

//xplatvet:only linux,windows
func f() { reached("linux") }

func g() { reached("unix") }
