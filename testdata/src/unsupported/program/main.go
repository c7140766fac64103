// Command program forwards to stubs where nobody else calls.
package main

import (
	"log"
	"os"
)

func main() {
	if err := chown("x"); err != nil { // want `^chown always fails on windows: syscall\.EWINDOWS`
		log.Fatal(err)
	}
	unused("x")
}

func chown(name string) error {
	if err := os.Chown(name, 1, 1); err != nil {
		return err
	}
	return nil
}

func unused(name string) error { return os.Chown(name, 1, 1) }
