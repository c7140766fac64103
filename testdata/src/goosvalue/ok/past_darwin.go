package ok

import "runtime"

func past() bool { return runtime.GOARCH == "386" || runtime.GOARCH == "arm" } // Go had these ports
