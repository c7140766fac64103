package quiet

import "C"

var info = "with C"
