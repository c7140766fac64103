// Program image runs on linux, in an image made from scratch.
package main

func main() {}
