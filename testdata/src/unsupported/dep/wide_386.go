package dep

import "errors"

// Wide needs a processor with registers of 64 bits.
func Wide() error { return errors.ErrUnsupported }
