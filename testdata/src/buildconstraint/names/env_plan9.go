package names

var env = getenv()
