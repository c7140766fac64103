package third

import (
	"platformapi/dep"
	"platformapi/depwin"
)

func ok(s dep.Stat) uint64 { return s.Index + depwin.Handle }
