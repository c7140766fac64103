// Package home knows where a program keeps its settings.
package home

import "runtime"

// Dir returns the directory of settings below the home directory.
func Dir() string {
	switch runtime.GOOS {
	case "macos":
		return "Library/Preferences"
	case "windows":
		return `AppData\Roaming`
	}
	return ".config"
}
