package twice

var sys = 2
