#include "textflag.h"

// MOVD is no instruction here: this is for amd64.
TEXT ·Add(SB), NOSPLIT, $0-24
	MOVQ a+0(FP), AX
	ADDQ b+8(FP), AX
	MOVQ AX, ret+16(FP)
	RET

TEXT ·Sub(SB), NOSPLIT, $0-24
	SUBQ BX, AX
	RET
