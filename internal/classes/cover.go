package classes

// Cover chooses few ports that together have every class, and returns for each
// the packages that it stands for: a class belongs to the first port chosen
// that has it. Int has 64 bits there if it has on any port of the class.
func (e *Engine) Cover() map[int][]string {
	type item struct {
		pkg   int
		class byte
	}
	items := make([][]item, len(e.ports))
	for k, p := range e.work {
		blocks := e.parts.blocks[e.nodes[e.node(nodeKey{pkg: p})].part]
		wide := make(map[byte]bool)
		for i, l := range p.listed {
			if l != nil && e.wide.has(i) {
				wide[blocks[i]] = true
			}
		}
		for i, l := range p.listed {
			if wide[blocks[i]] && !e.wide.has(i) {
				continue
			}
			if l != nil && len(l.GoFiles)+len(l.CgoFiles) > 0 {
				items[i] = append(items[i], item{k, blocks[i]})
			}
		}
	}
	covered := make(map[item]bool)
	cover := make(map[int][]string)
	for {
		best, most := -1, 0
		for i, list := range items {
			n := 0
			for _, it := range list {
				if !covered[it] {
					n++
				}
			}
			if n > most {
				best, most = i, n
			}
		}
		if best < 0 {
			return cover
		}
		for _, it := range items[best] {
			if !covered[it] {
				covered[it] = true
				cover[best] = append(cover[best], e.work[it.pkg].path)
			}
		}
	}
}
