TEXT ·Load(SB), 4, $0-16
	I64Const $1
	RET
