package basic

const key, index = "k", 3

type locker struct{}

func (locker) lock() {}

type screen struct{}
