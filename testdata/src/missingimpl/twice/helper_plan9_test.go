package twice

func helper() {}
