// Package archlinux calls what fails on one architecture, in a file for linux.
package archlinux
