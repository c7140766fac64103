package accident // want `^the suffix _arm is a constraint: crane_arm.go is built on arm only, and .* needs it; rename the file$`

func crane() {}
