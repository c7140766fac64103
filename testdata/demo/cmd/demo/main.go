// Demo is a program that builds on linux, and hardly anywhere else.
package main

import (
	"fmt"
	"os"

	"example.com/demo/disk"
	"example.com/demo/native"
	"example.com/demo/proc"
	"example.com/demo/report"
	"example.com/demo/users"
)

func main() {
	free, err := disk.Free("/")
	fmt.Println(free, disk.Limit, err)
	fmt.Println(users.Home("root"))
	fmt.Println(users.Shell())
	fmt.Println(report.Private("/srv", "x"), report.Show("free"))
	fmt.Println(native.Pid(), proc.Stop(os.Getpid()+1))
}
