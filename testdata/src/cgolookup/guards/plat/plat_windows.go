package plat

const IsWindows = true
