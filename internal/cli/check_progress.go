package cli

// A checkProgress is told how many of how many checks and analyses of a package
// are done; there may turn out to be more.
type checkProgress interface {
	step(done, total int)
	stop()
}

// newCheckProgress returns what shows progress on a terminal, and nothing
// elsewhere: a check takes seconds.
func newCheckProgress(env Env, quiet bool) checkProgress {
	if quiet || !isTerminal(env.Stderr) {
		return noProgress{}
	}
	return newCheckBar(env.Stderr)
}

type noProgress struct{}

func (noProgress) step(done, total int) {}
func (noProgress) stop()                {}
