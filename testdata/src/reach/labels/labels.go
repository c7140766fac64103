// Package labels has goto.
package labels

import "runtime"

func forward() {
	if runtime.GOOS == "linux" {
		goto end
	}
	if runtime.GOOS == "windows" {
		goto fail
	}
	reached("!linux,!windows")
	return
fail:
	reached("windows")
end:
	reached("linux,windows")
}

func backward() {
	if runtime.GOOS == "plan9" {
		return
	}
	if runtime.GOOS == "linux" {
	again:
		reached("linux")
		if maybe() {
			goto again
		}
		return
	}
	reached("!plan9,!linux")
retry:
	reached("all") // those with which the block is entered: more than need be
	if runtime.GOOS == "windows" {
		goto retry
	}
}

func outOfBlock() {
	for maybe() {
		if runtime.GOOS == "linux" {
			goto out
		}
		if runtime.GOOS == "windows" {
			return
		}
	}
	return
out:
	reached("linux")
}

func overDeadCode() {
	goto end
	reached("none")
end:
	reached("all")
	if runtime.GOOS == "linux" {
		return
	}
	return
	goto last
last:
	reached("none")
}

func labelOfBlock() {
block:
	{
		if runtime.GOOS == "linux" {
			goto after
		}
		reached("!linux")
	}
	reached("!linux")
after:
	reached("all")
	if false {
		goto block
	}
}

func inLiteral() {
	if runtime.GOOS == "linux" {
		goto end
	}
	func() {
		if runtime.GOOS == "windows" {
			goto end
		}
		reached("!linux,!windows")
		return
	end:
		reached("windows")
	}()
	return
end:
	reached("linux")
}
