package exported

func Open() {}

func OnlyHere() {}

type File struct{}

func (File) Sync() {}
