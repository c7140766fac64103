package twice

var user = 1 // want `^user is declared in user_linux.go and in user_amd64.go, which are both built on linux; add !amd64 to the constraint of user_linux.go$`
