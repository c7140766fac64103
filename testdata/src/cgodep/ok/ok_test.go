package ok

import _ "cgodep/lib/sqlite"
