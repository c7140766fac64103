// go:build lines are read by the go command.

package space
