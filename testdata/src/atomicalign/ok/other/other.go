package other

var Counter int64
