package implicit

// Name is here on every port.
const Name = "implicit"
