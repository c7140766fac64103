package accident

func lines() {} // no one means another thing by windows
