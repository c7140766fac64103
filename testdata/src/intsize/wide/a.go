package wide

func use() int { return 1 << 40 }
