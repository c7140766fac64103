package accident

func nowhere() {} // of tests
