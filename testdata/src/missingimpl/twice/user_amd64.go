package twice

var user = 2

func amd64() {}
