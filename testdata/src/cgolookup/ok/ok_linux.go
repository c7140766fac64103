package ok

func init() { elsewhere.PreferGo = true }
