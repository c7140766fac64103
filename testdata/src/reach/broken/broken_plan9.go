package broken

const partly = false
