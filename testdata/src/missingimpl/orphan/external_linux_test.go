package orphan_test

func helper() {}
