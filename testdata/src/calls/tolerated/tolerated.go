// Package tolerated does without files, or not.
package tolerated

import (
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"
)

func yes(name string) (string, error) {
	data, _ := os.ReadFile(name) // want `^tolerated$`
	_ = os.Chdir(name)           // want `^tolerated$`
	_, err := os.Stat(name)      // want `^tolerated$`
	if err == nil {
		return "", nil
	}
	if data, err := os.ReadFile(name); err == nil { // want `^tolerated$`
		return string(data), nil
	}
	if _, err := os.Stat(name); err == nil && len(data) > 0 { // want `^tolerated$`
		return "", nil
	} else if len(data) > 1 {
		return "", nil
	}
	if os.Chdir(name) != nil { // want `^tolerated$`
		return "", nil
	}
	more, err := os.ReadFile(name) // want `^tolerated$`
	if err != nil {
		return "unknown", nil
	}
	if _, err := os.Stat(string(more)); err != nil { // want `^tolerated$`
		if errors.Is(err, fs.ErrNotExist) {
			return "", nil
		}
		return "", err
	}
	_, err = os.Open(name) // want `^tolerated$`
	if err != nil && !os.IsNotExist(err) {
		return "", err
	}
	for {
		data, err := os.ReadFile(name) // want `^tolerated$`
		if err != nil || len(data) == 0 {
			continue
		}
	}
}

func exists(name string) bool {
	_, err := os.Stat(name) // want `^tolerated$`
	return err == nil
}

func missing(name string) bool {
	_, err := os.Stat(name) // want `^tolerated$`
	return !os.IsNotExist(err)
}

func no(name string) error {
	os.Chdir(name)                               // want `^not tolerated$`
	if _, err := os.ReadFile(name); err != nil { // want `^not tolerated$`
		return err
	}
	if _, err := os.ReadFile(name); err != nil { // want `^not tolerated$`
		return fmt.Errorf("no %s", name)
	}
	if _, err := os.ReadFile(name); err == nil { // want `^not tolerated$`
		return nil
	} else {
		log.Println(err)
	}
	_, err := os.ReadFile(name) // want `^not tolerated$`
	if err != nil {
		log.Fatal("no file")
	}
	_, err = os.ReadFile(name) // want `^not tolerated$`
	if err != nil {
		panic("no file")
	}
	_, err = os.ReadFile(name) // want `^not tolerated$`
	if err == nil {
		return nil
	}
	fmt.Println(err)
	_, err = os.ReadFile(name) // want `^not tolerated$`
	fmt.Println(err)
	f, err := os.Open(name) // want `^not tolerated$`
	if f == nil {
		return nil
	}
	if os.Chdir(name) != nil { // want `^not tolerated$`
		return errors.New("no directory")
	}
	err = os.Chdir(name)  // want `^not tolerated$`
	return os.Chdir(name) // want `^not tolerated$`
}
