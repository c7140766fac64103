package differ

// #include <stdlib.h>
import "C" // want `import "C" leaves`

// One has a twin on one port.
func One() int { return int(C.abs(1)) } // want `^One is declared otherwise on linux without cgo: as func\(int\) in other.go, not func\(\) int; what uses it with cgo may not compile there$`
