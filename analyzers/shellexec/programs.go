package shellexec

import (
	"path"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// The ports that programs are said to be on.
var (
	// GOROOT/src/internal/testenv/exec.go: elsewhere nothing can be run.
	executing = platform.All().Minus(platform.OS("js")).Minus(platform.OS("wasip1")).Minus(platform.OS("ios"))

	unix    = tag("unix")
	windows = platform.OS("windows")
	darwin  = platform.OS("darwin")
	linux   = platform.OS("linux")
	desktop = unix.Minus(tag("darwin")).Minus(platform.OS("android")) // those that follow freedesktop.org
)

func tag(name string) platform.Set {
	s, _ := platform.Tag(name)
	return s
}

// programs says on which ports a program may be: where it belongs to the
// system or is usually installed. A program that all systems may have (git,
// go, ssh, curl, tar, python, docker) is not listed, nor is one whose name
// means another on some system (find, sort, net).
var programs = func() map[string]platform.Set {
	m := make(map[string]platform.Set)
	for _, group := range []struct {
		on    platform.Set
		names string
	}{
		{unix, "sh csh dash ksh tcsh zsh"},
		{unix.Minus(platform.OS("android")), "bash"},
		// POSIX.1-2024, Shell & Utilities, less what windows has in System32,
		// and mount. Plan 9 has most of them, in section 1 of its manual, or of
		// ape.
		{unix.Union(platform.OS("plan9")), "awk basename cat chgrp chmod chown cksum cmp cp cut date dd df diff dirname du echo ed " +
			"egrep env expr false fgrep grep head id kill ln logname ls mkdir mkfifo mount mv nice nohup od paste printf ps pwd " +
			"renice rm rmdir sed sleep tail tee test touch tr true tty uname uniq wc who xargs"},
		{unix, "getconf killall pgrep pkill stty su tput umount which"},
		{darwin, "caffeinate codesign dscl diskutil hdiutil ioreg launchctl mdfind networksetup open osascript pbcopy pbpaste plutil " +
			"pmset scutil sips sw_vers system_profiler xcrun xcodebuild"},
		{desktop, "notify-send wl-copy wl-paste xclip xdg-mime xdg-open xsel zenity"},
		{desktop, "getent"}, // getent(1) of glibc, illumos and the BSDs
		{linux, "brctl ethtool hostnamectl insmod ip ip6tables iptables ipset journalctl loginctl lsblk lsmod modprobe nft nsenter " +
			"rmmod systemctl tc timedatectl udevadm unshare"},
		// In %SystemRoot% or System32.
		{windows, "attrib bcdedit cmd cmdkey cscript explorer icacls ipconfig msiexec netsh powershell reg regedit regsvr32 robocopy " +
			"rundll32 schtasks setx systeminfo takeown taskkill tasklist tzutil wevtutil where wmic wscript xcopy"},
	} {
		for name := range strings.FieldsSeq(group.names) {
			m[name] = group.on
		}
	}
	return m
}()

// scripts are the extensions of files that unix runs by their first line and
// windows does not run at all.
var scripts = []string{".bash", ".csh", ".ksh", ".pl", ".py", ".rb", ".sh", ".zsh"}

// A program is what is known of one by its name.
type program struct {
	on     platform.Set // where it can be run
	why    string       // "there is no sh"; "on PORTS" follows
	remedy string
	suffix bool // it is only called otherwise elsewhere: without .exe
}

const lookUp = "look for it with exec.LookPath, or guard the call with runtime.GOOS"

// programOf returns what is known of the program name, and whether that is
// anything. Absolute paths are those of the analyzer hardpath.
func programOf(name string) (program, bool) {
	if strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':' || strings.HasPrefix(name, `\`) {
		return program{}, false
	}
	bare := !strings.ContainsAny(name, `/\`)
	ext := strings.ToLower(path.Ext(name))
	base := strings.TrimSuffix(strings.ToLower(name), ext)
	switch ext {
	case ".exe":
		switch on, ok := programs[base]; {
		case !bare: // a file may have any name
			return program{}, false
		case ok && on == windows:
			return program{windows, "there is no " + base, lookUp, false}, true
		}
		return program{windows, "no program is called .exe", "leave .exe out: windows adds it", true}, true
	case ".bat", ".cmd", ".ps1", ".vbs":
		return program{windows, "nothing runs a " + ext + " file", "guard the call with runtime.GOOS", false}, true
	}
	for _, script := range scripts {
		if ext == script {
			return program{windows.Complement(), "a script is not run by its name", "call its interpreter, with the script as argument", false}, true
		}
	}
	if on, ok := programs[name]; ok && bare {
		return program{on, "there is no " + name, lookUp, false}, true
	}
	return program{}, false
}
