// Package render writes a report, in one of several [Formats], and reads it
// back.
//
// Each format is one function of a writer and a report. It puts the report in
// its total order first, so equal reports are written alike, byte for byte,
// and it returns every error of the writer.
//
// What a report quotes, file names and messages included, may come from code
// that nobody has looked at. Characters that would act on a terminal rather
// than appear on it, or would change the order in which text appears, are
// written as escapes.
//
// # Text
//
// A finding is a line
//
//	main.go:12:2: undefined: syscall.Kill on plan9 and windows (typecheck)
//
// with the ports where the message does not name them itself, which is the
// case for the errors of the type checker and of the go command. Lines that
// belong to it follow, indented by a tab: the rest of a message of several
// lines, the other places that explain the finding, and "fix: ..." for a
// change on offer. The last line is a summary:
//
//	ok: 12 packages, 20 ports
//	3 findings on 12 packages × 20 ports; 2 packages fail on windows, 1 blocked
//	ok: 12 packages, 20 ports; 7 findings put off by the baseline
//
// A build of few ports that stand for others has, before the summary,
//
//	linux/amd64 stands for freebsd/amd64 and linux/arm64
//
// "Packages × ports" is what was looked at; the ports are the targets, cgo on
// and off taken together. For a build, and if verbose for any command, the
// verdicts on packages come before the summary:
//
//	fail     example.com/app/db on plan9 and windows
//	blocked  example.com/app by example.com/app/db on plan9 and windows
//	ok       10 packages
//
// [Problems] writes what could not be analysed, to be kept apart from the
// findings: a line each, with the ports in brackets if it concerns only some
// of the targets:
//
//	xplatvet: no C compiler for darwin/arm64; set CC, or build with -cgo=off [darwin/arm64]
//
// [Problems] also writes what there is to know of ports though nothing failed,
//
//	xplatvet: note: packages that need cgo are not built with it: install ... [linux/arm64]
//
// and what is gone from the baseline:
//
//	xplatvet: 1 finding of the baseline gone; -write-baseline forgets it:
//		kill.go: syscall.Kill is not available on windows (platformapi)
//
// # JSON
//
// One object, a [Document]:
//
//	{
//	  "version": 1,
//	  "command": "check",
//	  "ports": ["linux/amd64", "plan9/386", "windows/arm64:nocgo"],
//	  "findings": [{
//	    "analyzer": "typecheck", "severity": "error", "package": "example.com/app",
//	    "file": "main.go", "line": 12, "column": 2, "endLine": 12, "endColumn": 14,
//	    "message": "undefined: syscall.Kill", "kind": "", "remedy": "",
//	    "ports": ["plan9/386"],
//	    "related": [{"file", "line", "column", "endLine", "endColumn", "message"}],
//	    "fixes": [{"message", "edits": [{"file", "start", "end", "newText"}]}]
//	  }],
//	  "verdicts": [{
//	    "package": "example.com/app", "port": "plan9/386", "status": "fail",
//	    "errors": ["main.go:12:2: undefined: syscall.Kill"]
//	  }],
//	  "problems": [{"file", "line", "column", "message", "ports"}],
//	  "notes": [{"message", "ports"}],
//	  "gone": [{"analyzer", "package", "file", "message", "ports"}],
//	  "cover": [{"port", "for"}], "revision": "", "shard": {"index": 0, "count": 0},
//	  "summary": {
//	    "findings": 1, "analyzers": {"typecheck": 1},
//	    "verdicts": {"ok": 2, "fail": 1, "blocked": 0, "excluded": 0, "skipped": 0},
//	    "packages": 1, "ports": 3, "problems": 0, "putOff": 0
//	  }
//	}
//
// A port is GOOS/GOARCH for that pair with cgo on and off, or with whatever of
// the two it has; "windows/arm64:cgo" and "windows/arm64:nocgo" stand for one.
// Lists are never null. Every key is always there. Bytes that are not UTF-8
// become U+FFFD. The version changes when the meaning of a key does, not when
// keys are added. docs/report.schema.json is the schema of it, [ReadJSON] its
// reader.
//
// # Other formats
//
// docs/formats.md says what the others are for, with an example of each. Those
// for CI name files from the root of the repository, and show what is wrong in a
// dependency where go.mod requires that. The page of HTML is in the package
// html; code is read from the files of the module when a report is written.
package render
