package classes

// A Count says how many classes a package has, and how much of it is to be
// checked for that reason.
type Count struct {
	Path    string
	Ports   int
	Classes int
	Units   int
	Repeats int
}

// Count counts the classes of the packages that are asked for.
func (e *Engine) Count() []Count {
	var list []Count
	for _, p := range e.work {
		on := p.listedOn()
		if on.empty() {
			continue
		}
		c := Count{Path: p.path, Classes: e.parts.blocksOf(e.nodes[e.node(nodeKey{pkg: p})].part, on), Units: 1}
		for i := range e.ports {
			if on.has(i) {
				c.Ports++
			}
		}
		c.Repeats = c.Classes - 1
		if p.units != nil {
			c.Units, c.Repeats = len(p.units.all), 0
			for _, g := range p.units.groups {
				c.Repeats += len(g.units) * (e.parts.blocksOf(g.part, g.on) - 1)
			}
		}
		list = append(list, c)
	}
	return list
}
