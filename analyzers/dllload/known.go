package dllload

import "strings"

// knownDLLs are loaded from the directory of the system by whatever name they
// are asked for: those that the loader of Windows maps into every process, and
// those that all of Windows 8.1 to 11 and Server 2012 R2 to 2025 list in the
// registry, under HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Session
// Manager\KnownDLLs.
var knownDLLs = set(`ntdll kernel32 kernelbase
	advapi32 clbcatq combase comdlg32 difxapi gdi32 gdiplus imagehlp imm32 msctf
	msvcrt normaliz nsi ole32 oleaut32 psapi rpcrt4 sechost setupapi shcore
	shell32 shlwapi user32 wldap32 ws2_32`)

// systemDLLs are part of every Windows as well, but looked for like any other:
// those that golang.org/x/sys/windows, or the package runtime of Go, call
// without looking first, and others that have been there since Windows Vista.
var systemDLLs = set(`avrt bcrypt bcryptprimitives cfgmgr32 comctl32 crypt32
	cryptbase cryptui credui dbghelp dinput8 dnsapi dsound dwmapi dxgi fwpuclnt hid
	httpapi iphlpapi mpr mswsock ncrypt netapi32 netevent newdev ntdsapi oleacc opengl32 pdh
	powrprof profapi propsys rasapi32 secur32 sspicli tbs urlmon userenv uxtheme
	version wevtapi winhttp wininet winmm winscard winspool.drv wintrust winusb
	wlanapi wtsapi32 xinput1_4`)

// isAPISet reports whether a DLL, as baseOf gives it, is one that Windows
// resolves by a table of its own, without looking for a file.
func isAPISet(base string) bool {
	return strings.HasPrefix(base, "api-ms-win-") || strings.HasPrefix(base, "ext-ms-win-")
}

func set(names string) map[string]bool {
	m := make(map[string]bool)
	for _, name := range strings.Fields(names) {
		m[name] = true
	}
	return m
}

// baseOf returns a DLL's name as the lists have it: in lower case, without .dll.
func baseOf(name string) string {
	return strings.TrimSuffix(strings.ToLower(name), ".dll")
}
