package ok

import _ "cgodep/lib/port"
