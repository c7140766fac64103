package names // sig_linux.go is for a part of those ports
