// Package zones brings the data along.
package zones

import _ "time/tzdata"
