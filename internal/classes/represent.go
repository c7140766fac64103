package classes

import "slices"

// A Representative is a port that, with others, has every class of every
// package that is asked for.
type Representative struct {
	Port  int
	News  []News // what none of the representatives before it has, by package
	Alike []int  // the ports that have more in common with it than with the others
}

// News is what a port adds to those before it about one package.
type News struct {
	Path  string
	Files []string // that the others do not build
	Other bool     // declarations or bodies of files that they do build are in another class here
}

// Represent chooses few ports that together have every class of every unit, and every list of files:
// greedily those that add most, of equals the one that is preferred, that is
// less in cmp; then each is replaced by a preferred one, or left out, if
// nothing is lost.
func (e *Engine) Represent(cmp func(i, k int) int) []Representative {
	sets := make([]map[item]bool, len(e.ports))
	all := make(map[item]int) // how many of the chosen have it
	for i := range sets {
		sets[i] = make(map[item]bool)
	}
	for k := range e.work {
		e.everyVariant(k, func(i int, it item) {
			sets[i][it] = true
			all[it] = 0
		})
	}
	order := make([]int, len(e.ports))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, cmp)
	var chosen []int
	add := func(i, by int) {
		for it := range sets[i] {
			all[it] += by
		}
	}
	lacking := func(i int) (n int) {
		for it := range sets[i] {
			if all[it] == 0 {
				n++
			}
		}
		return n
	}
	for {
		best, most := -1, 0
		for _, i := range order {
			if n := lacking(i); n > most {
				best, most = i, n
			}
		}
		if best < 0 {
			break
		}
		chosen = append(chosen, best)
		add(best, 1)
	}
	complete := func() bool {
		for _, n := range all {
			if n == 0 {
				return false
			}
		}
		return true
	}
	for k := len(chosen) - 1; k >= 0; k-- {
		old := chosen[k]
		add(old, -1)
		if complete() {
			chosen = slices.Delete(chosen, k, k+1)
			continue
		}
		for _, i := range order {
			if i == old || slices.Contains(chosen, i) {
				if i == old {
					break
				}
				continue
			}
			add(i, 1)
			if complete() {
				chosen[k] = i
				break
			}
			add(i, -1)
		}
		if chosen[k] == old {
			add(old, 1)
		}
	}
	slices.SortStableFunc(chosen, func(i, k int) int { return slices.Index(order, i) - slices.Index(order, k) })
	return e.explain(chosen, sets)
}

// everyItem calls visit for each class of the k-th package on each port that
// has it.
func (e *Engine) everyItem(k int, visit func(port int, it item)) {
	p := e.work[k]
	if p.units == nil {
		e.itemsOf(k, -1, e.nodes[e.node(nodeKey{pkg: p})].part, p.listedOn(), visit)
		return
	}
	for g, group := range p.units.groups {
		e.itemsOf(k, g, group.part, group.on, visit)
	}
}

// everyVariant does so, and for each list of files of a package that is divided.
func (e *Engine) everyVariant(k int, visit func(port int, it item)) {
	e.everyItem(k, visit)
	if p := e.work[k]; p.units != nil {
		e.itemsOf(k, -1, p.units.list, p.listedOn(), visit)
	}
}

func (e *Engine) itemsOf(k, group int, part partition, on mask, visit func(port int, it item)) {
	for i := range e.ports {
		if on.has(i) {
			visit(i, item{k, group, e.parts.blocks[part][i]})
		}
	}
}

// explain says what each of the chosen ports adds to those before it.
func (e *Engine) explain(chosen []int, sets []map[item]bool) []Representative {
	var list []Representative
	seen := make(map[item]bool)
	var before mask
	for _, i := range chosen {
		r := Representative{Port: i}
		for k, p := range e.work {
			news := News{Path: p.path}
			for _, f := range p.files {
				if f.on.has(i) && f.on.and(before).empty() {
					news.Files = append(news.Files, f.name)
				}
			}
			e.everyVariant(k, func(port int, it item) {
				news.Other = news.Other || port == i && !seen[it] && len(news.Files) == 0
			})
			if len(news.Files) > 0 || news.Other {
				slices.Sort(news.Files)
				r.News = append(r.News, news)
			}
		}
		for it := range sets[i] {
			seen[it] = true
		}
		before.add(i)
		list = append(list, r)
	}
	for i := range e.ports {
		best, most := -1, 0
		for k, r := range list {
			n := 0
			for it := range sets[i] {
				if sets[r.Port][it] {
					n++
				}
			}
			if n > most {
				best, most = k, n
			}
		}
		if best >= 0 && !slices.Contains(chosen, i) {
			list[best].Alike = append(list[best].Alike, i)
		}
	}
	return list
}
