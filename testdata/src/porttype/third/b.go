package third

import . "porttype/third/sys"

func find(id int) {
	Find(id)                 // want `^Find is func\(uint32\) \*sys\.Info on windows, not func\(int\) \*sys\.Info; move this`
	var limit uint32 = Limit // want `^Limit is -1 on windows, not 65536; move this`
	_ = limit
}
