TEXT ·Chosen(SB), 4, $0-8
#ifdef GOARCH_amd64
	MOVQ $1, ret+0(FP)
#endif
	RET
