package members

func (p *program) poll() error { return nil }
