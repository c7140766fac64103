package ok

func decodeJS() {} // no one needs it elsewhere
