package whole

import "only/dep"

func g() { dep.Free("/") }
