package fix

const name = "fix"
