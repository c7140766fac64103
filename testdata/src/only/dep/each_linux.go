package dep

// Each is annotated here only: the other one works.
//
//xplatvet:only linux/amd64
func Each() {}
