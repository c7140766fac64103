// Command command has names that are nobody's business.
package main

func main() { Run() }
