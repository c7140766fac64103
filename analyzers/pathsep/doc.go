// Package pathsep defines an Analyzer that reports code that takes one
// system's separators of paths for those of all.
//
// # Analyzer pathsep
//
// pathsep: report separators of paths that differ between systems
//
// On windows package os takes slashes as well as backslashes, so os.Open("a/b")
// works everywhere. What comes out is another matter: package path/filepath,
// and what it gives to the function of filepath.WalkDir, have backslashes
// there. So this finds nothing on windows, with no error:
//
//	filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
//		if strings.Contains(p, "/testdata/") {
//			return filepath.SkipDir
//		}
//
// Make it a path with slashes before looking for them, which changes nothing on
// other systems:
//
//	if strings.Contains(filepath.ToSlash(p), "/testdata/") {
//
// Reported are
//
//   - functions of strings (Split, HasPrefix, Contains, ...) that look for a
//     text with a slash in a path of the system, comparisons of one with a
//     relative path such as "a/b", and path.Base, path.Dir, path.IsAbs,
//     path.Match and path.Split of one;
//   - paths of the system that are given away as names separated by slashes:
//     of io/fs and embed ("file does not exist", since fs.ValidPath does not
//     hold or the name is another), of entries of zip and tar archives, of templates, and as
//     URLs;
//   - $PATH and its like split, or added to, with a colon, which windows and
//     plan9 do not separate them with;
//   - backslashes in constants given to functions that open or join files:
//     outside of windows they are part of the name.
//
// A path is one of the system if Abs, Clean, Dir, EvalSymlinks, FromSlash,
// Glob, Join or Rel of path/filepath, or os.Getwd, os.Executable,
// os.TempDir, os.UserHomeDir and their like have made it, if filepath.Walk or
// filepath.WalkDir hand it out, and if it is os.Args[0]; through local variables that do
// not change, and functions of strings that cut off what is around it.
// The suggested fix applies filepath.ToSlash, writes os.PathListSeparator or a
// slash; it needs the package to be imported already.
//
// Not reported is code that a build constraint or a condition on runtime.GOOS
// keeps from these ports, and functions that are unexported and only called
// from such code; expressions that speak of backslashes or os.PathSeparator as
// well; a search for a slash at the end of a path, which finds none anywhere,
// and for a directory such as "/snap/" at its beginning; tests and generated
// files. A slash in a path that is given to os, and
// path.Join of such paths, do no harm.
//
// It does not know the origin of parameters, fields and results of other
// functions, so most paths are not looked at. It is wrong where a path is
// known to be a single element.
//
// To silence it, guard the code with runtime.GOOS, or convert the path.
package pathsep
