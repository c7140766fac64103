package disk

// On the other systems it has no type, and fits any.
const reserved int32 = 1 << 20
