package tests

func runLinux() {}
