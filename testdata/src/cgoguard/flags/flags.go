//go:build cgo

package flags

/* #cgo LDFLAGS: -framework Cocoa -Wl,-framework,IOKit */ // want `^-framework Cocoa and -Wl,-framework,IOKit do not work on linux and windows; write #cgo darwin LDFLAGS: -framework Cocoa -Wl,-framework,IOKit$`
/* #cgo LDFLAGS: -lm -lws2_32 -luser32 -mwindows */ // want `^-lws2_32, -luser32 and -mwindows do not work on darwin and linux; write #cgo windows LDFLAGS: -lws2_32 -luser32 -mwindows$`
/* #cgo LDFLAGS: -ldl */ // want `^-ldl does not work on windows; write #cgo !windows LDFLAGS: -ldl$`
/* #cgo CFLAGS: "-mavx2" -Wall */ // want `^-mavx2 does not work on darwin; write #cgo 386 amd64 CFLAGS: -mavx2$`
/* #cgo CFLAGS: -march=armv8-a */ // want `^-march=armv8-a does not work on linux and windows; write #cgo arm arm64 CFLAGS: -march=armv8-a$`
/* #cgo linux windows LDFLAGS: -l ws2_32 */ // want `^-l ws2_32 does not work on linux; narrow the condition of this directive to windows$`
/* #cgo linux LDFLAGS: -lws2_32 -framework Cocoa */ // want `^-lws2_32 does not work on linux; remove it$` `^-framework Cocoa does not work on linux; remove it$`
/* #cgo !linux LDFLAGS: -ldl */ // want `^-ldl does not work on windows; narrow the condition of this directive to !windows$`
/* #cgo CFLAGS: -I/usr/local/include -isystem /opt/x */ // want `^-I/usr/local/include and -isystem /opt/x name places of the build machine on darwin, linux and windows alike; give the directive a condition, or use \$\{SRCDIR\} or pkg-config$`
/* #cgo !windows LDFLAGS: -L/opt/homebrew/lib */ // want `^-L/opt/homebrew/lib names a place of the build machine on darwin and linux alike`
// #cgo darwin LDFLAGS: -framework Cocoa -L/opt/homebrew/lib
// #cgo darwin,!ios LDFLAGS: -F/Library/Frameworks
// #cgo windows LDFLAGS: -lws2_32 -mwindows
// #cgo linux,amd64 windows,386 CFLAGS: -mavx2
// #cgo (linux||freebsd)&&!arm LDFLAGS: -ldl -I/usr/local/include
// #cgo !windows LDFLAGS: -ldl
// #cgo plan9 LDFLAGS: -framework Cocoa
// #cgo LDFLAGS: -lm -lpthread -lz -L${SRCDIR}/lib -I../include
// #cgo CFLAGS: -DDIR="/usr/local" -D ROOT=/usr -Wl,-rpath,/usr/lib
// #cgo pkg-config: --static zlib
// #cgo noescape f
// This is no directive: #cgo LDFLAGS: -framework Cocoa
import "C"
