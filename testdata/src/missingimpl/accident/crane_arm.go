package accident

func crane() {}
