package names // the file of the same name for plan9 is a test
