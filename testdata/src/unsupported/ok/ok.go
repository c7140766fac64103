// Package ok expects failure, or asks first.
package ok

import (
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

func Guarded(name string) error {
	if runtime.GOOS != "windows" && runtime.GOOS != "plan9" {
		if err := os.Chown(name, 1, 1); err != nil {
			return err
		}
	}
	if err := os.Lchown(name, 1, 1); err != nil {
		if runtime.GOOS == "windows" || runtime.GOOS == "plan9" {
			return nil
		}
		return err
	}
	return nil
}

func Dropped(name string) {
	os.Chown(name, 1, 1)
	_ = os.Chown(name, 1, 1)
	defer os.Chown(name, 1, 1)
	go os.Chown(name, 1, 1)
	check(os.Chown(name, 1, 1))
	if err := os.Chown(name, 1, 1); err != nil {
		log.Println(err)
	}
}

func check(err error) {}

func Fallback(a, b string) error {
	if err := os.Link(a, b); err != nil {
		return os.Rename(a, b)
	}
	if err := os.Symlink(a, b); err == nil {
		return nil
	}
	name, err := os.Readlink(a)
	if err != nil {
		name = filepath.Clean(a)
	}
	_, err = os.Readlink(name)
	return os.Remove(name)
}

func Asks(name string) error {
	err := os.Chown(name, 1, 1)
	if err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}

func AsksErrno(name string) error {
	if err := os.Chown(name, 1, 1); err != nil {
		if errors.Is(err, syscall.ENOSYS) {
			return nil
		}
		return err
	}
	return nil
}

func Predicate(name string) bool {
	if _, err := os.Readlink(name); err != nil {
		return false
	}
	return os.Chown(name, 1, 1) == nil
}

func RootHelps() string {
	if os.Getuid() == 0 {
		return "/var/lib"
	}
	if os.Getuid() != 0 {
		return fmt.Sprintf("/run/user/%d", os.Getuid())
	}
	return ""
}

// Chown is what a file system hands on: who calls it is told.
func Chown(name string, uid, gid int) error { return os.Chown(name, uid, gid) }

// A FS does as well.
type FS struct{ prefix string }

// Chown checks, and hands on.
func (fs FS) Chown(name string, uid, gid int) error {
	if name == "" {
		return os.ErrInvalid
	}
	if err := os.Chown(fs.prefix+name, uid, gid); err != nil {
		return &os.PathError{Op: "chown", Path: name, Err: err}
	}
	return nil
}

// Readlink has an error of its own kind.
func (fs FS) Readlink(name string) (string, syscall.Errno) {
	dst, err := os.Readlink(name)
	if err != nil {
		return "", errnoOf(err)
	}
	return dst, 0
}

func errnoOf(err error) syscall.Errno { return err.(syscall.Errno) }

// What works on all targets, though some say otherwise.
func Works(name string) error {
	if err := os.Chmod(name, 0o600); err != nil {
		return err
	}
	u, err := os.UserHomeDir()
	if err != nil {
		return err
	}
	if _, err := os.Lstat(u); err != nil {
		return err
	}
	p, err := os.FindProcess(1)
	if err != nil {
		return err
	}
	return p.Kill()
}
