//go:build !windows

package perport

// The numbers.
const (
	SYS_1  = 1
	SYS_2  = 2
	SYS_3  = 3
	SYS_4  = 4
	SYS_5  = 5
	SYS_6  = 6
	SYS_7  = 7
	SYS_8  = 8
	SYS_9  = 9
	SYS_10 = 10
	SYS_11 = 11
	SYS_12 = 12
	SYS_13 = 13
	SYS_14 = 14
	SYS_15 = 15
	SYS_16 = 16
	SYS_17 = 17
	SYS_18 = 18
	SYS_19 = 19
	SYS_20 = 20
	SYS_21 = 21
	SYS_22 = 22
	SYS_23 = 23
	SYS_24 = 24
	SYS_25 = 25
	SYS_26 = 26
	SYS_27 = 27
	SYS_28 = 28
	SYS_29 = 29
	SYS_30 = 30
	SYS_31 = 31
	SYS_32 = 32
	SYS_33 = 33
	SYS_34 = 34
	SYS_35 = 35
	SYS_36 = 36
	SYS_37 = 37
	SYS_38 = 38
	SYS_39 = 39
	SYS_40 = 40
	SYS_41 = 41
	SYS_42 = 42
	SYS_43 = 43
	SYS_44 = 44
	SYS_45 = 45
)
