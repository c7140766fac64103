package indirect

import _ "cgodep/lib/through"
