package mistakes

//xplatvet:only linux/wasm // want `^//xplatvet:only: unknown port "linux/wasm": linux has 386, amd64`
func w() {}
