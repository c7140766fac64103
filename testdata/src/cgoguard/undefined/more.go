package undefined

// Least is less than Max.
const Least = Max - 1
