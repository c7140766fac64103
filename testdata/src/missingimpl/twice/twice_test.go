package twice

func helper() {} // want `^helper is declared in twice_test.go and in helper_plan9_test.go, which are both built on plan9; add !plan9 to the constraint of twice_test.go$`
