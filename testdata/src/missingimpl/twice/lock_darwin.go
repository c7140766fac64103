package twice

func lock() {}

func unlock() {}

func (f *file) tryLock() {}

func onlyDarwin() {}
