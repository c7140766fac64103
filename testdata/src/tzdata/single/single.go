// Program single loads zones on windows only.
package main

func main() {}
