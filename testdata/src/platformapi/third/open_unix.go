//go:build unix

package third

import "platformapi/dep"

func open() *dep.File { return nil }

var opened *dep.File

type local = dep.Stat

type localStat dep.Stat
