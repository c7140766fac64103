package accident

func winch() {}
