package annotated

//xplatvet:only linux/amd64,windows
func inFile() { reached("linux/amd64") }
