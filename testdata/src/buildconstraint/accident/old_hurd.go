package accident // want `^the suffix _hurd is a constraint: old_hurd.go is built on no port that Go has, and .* needs it; rename the file$`

const old = 1
