package imports

import _ "testing"
