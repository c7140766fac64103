package imports

import (
	_ "example.com/nowhere" // want `^example.com/nowhere false$`
	_ "io"                  // want `^io true$`
)
