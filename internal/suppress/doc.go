// Package suppress reads the comments with which the author of a program says
// that a finding is known and wanted:
//
//	//lint:ignore xplatvet/platformapi only called on unix
//	//lint:file-ignore xplatvet/hardpath,xplatvet/shellexec a tool for one machine
//	//nolint:xplatvet // only called on unix
//
// The first two are those of staticcheck: the names of analyzers after
// "xplatvet/", in which * stands for any run of characters, "xplatvet" alone
// for all of them, and a reason, without which they have no effect. The
// comment silences findings that begin on the line of the declaration or
// statement that it belongs to; also those on its own line if it stands behind
// code, else those on the line that follows it, such as a //go:build line. Behind
// import "C" it silences the preamble too, where it would be taken for C.
//
// The third is that of golangci-lint, which knows xplatvet as one linter; the
// reason may be left out. It silences findings on the lines of the comment, and
// in all of the declaration or statement below if both begin in the same column.
// It may name other linters too; //nolint and //nolint:all name them all.
//
// Names are not case-sensitive. What no analyzer reports, such as the errors of
// the type checker, is not silenced.
//
// An analyzer sees a package as one port builds it, so no single pass can tell
// that a comment suppresses nothing. Passes say which comments they used, and a
// [Ledger] joins what they say: a suppression counts if it suppresses on any
// port.
package suppress
