package ok

import "syscall"

func constrained(st *syscall.Stat_t) uint64 { return st.Dev }
