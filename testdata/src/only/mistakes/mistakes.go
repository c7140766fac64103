package mistakes

//xplatvet:only lnux // want `^//xplatvet:only: unknown port "lnux": did you mean "linux"\?$`
func a() {}

//xplatvet:only // want `^//xplatvet:only names no ports; write //xplatvet:only linux,darwin$`
func b() {}

// xplatvet:only linux // want `^a directive has no space after //: write //xplatvet:only$`
func c() {}

//xplatvet:olny linux // want `^unknown directive //xplatvet:olny; there is //xplatvet:only$`
func d() {}

//xplatvet:only linux // want `^//xplatvet:only has no effect here: it belongs to the documentation of a function, a type or the package clause$`
var e = 1

//xplatvet:only linux // want `has no effect here`

func f() {
	//xplatvet:only linux // want `has no effect here`
	a()
}

//xplatvet:only linux // want `^//xplatvet:only has no effect: init runs wherever it is built; constrain the file with //go:build$`
func init() {}

//xplatvet:only linux // want `has no effect: _ runs wherever`
func _() {}

// They change nothing.
func g() {
	a()
	b()
	c()
	d()
}

// What mentions xplatvet:only is not one, nor is xplatvet:onlyness.
func h() {}
