package ok

// Vectors is for one architecture.
const Vectors = 16
