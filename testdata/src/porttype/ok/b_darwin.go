package ok

import "syscall"

func constrained(st *syscall.Stat_t) int32 { return st.Dev }
