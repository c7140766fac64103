package third

import "porttype/third/sys"

func use(info *sys.Info, id int) {
	var n int = info.ID // want `^info\.ID is uint32 on windows, not int; convert it: int\(info\.ID\)$`
	sys.Find(info.ID)
	_ = info.Next.Next.ID == id // want `^info\.Next\.Next\.ID is uint32 on windows`
	_ = n + int(info.Size)
	_ = info.Size > 3
}
