package tests_test

func local() {}
