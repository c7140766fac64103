TEXT ·Named(SB), 4, $0-8
	I64Const $1
	RET
