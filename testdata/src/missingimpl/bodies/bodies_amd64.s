#include "textflag.h"

TEXT ·exp(SB), NOSPLIT, $0
	RET

TEXT ·log(SB), NOSPLIT, $0
	RET

TEXT ·sqrt(SB), NOSPLIT, $0
	RET

TEXT ·tan(SB), NOSPLIT, $0
	RET
