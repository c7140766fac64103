package classes

// maxPorts bounds the ports of an Engine: the universe has 94 at most.
const maxPorts = 128

// A mask is a set of indices of ports.
type mask [maxPorts / 64]uint64

func (m *mask) add(i int)         { m[i/64] |= 1 << (i % 64) }
func (m mask) has(i int) bool     { return m[i/64]&(1<<(i%64)) != 0 }
func (m mask) empty() bool        { return m == mask{} }
func (m mask) and(o mask) mask    { return mask{m[0] & o[0], m[1] & o[1]} }
func (m mask) or(o mask) mask     { return mask{m[0] | o[0], m[1] | o[1]} }
func (m mask) minus(o mask) mask  { return mask{m[0] &^ o[0], m[1] &^ o[1]} }
func (m mask) within(o mask) bool { return m.minus(o).empty() }

// A partition divides the ports into blocks. Equal partitions have equal
// values; coarsest is the one with a single block.
type partition int32

const coarsest partition = 0

// partitions holds the partitions of n ports, and remembers what was computed
// of them: there are few different ones.
type partitions struct {
	n      int
	blocks []string // by partition: the block of each port, numbered in the order of their first ports
	ids    map[string]partition
	meets  map[[2]partition]partition
	within map[restriction]partition
	halves map[mask]partition
}

type restriction struct {
	p partition
	m mask
}

func newPartitions(n int) *partitions {
	ps := &partitions{
		n: n, ids: make(map[string]partition),
		meets: make(map[[2]partition]partition), within: make(map[restriction]partition),
		halves: make(map[mask]partition),
	}
	ps.intern(make([]byte, n)) // coarsest
	return ps
}

func (ps *partitions) intern(b []byte) partition {
	if id, ok := ps.ids[string(b)]; ok {
		return id
	}
	id := partition(len(ps.blocks))
	ps.blocks = append(ps.blocks, string(b))
	ps.ids[string(b)] = id
	return id
}

// block returns the number of the block of a port.
func (ps *partitions) block(p partition, port int) int { return int(ps.blocks[p][port]) }

// by returns the partition into the ports that have the same key.
func by[K comparable](ps *partitions, key func(port int) K) partition {
	b := make([]byte, ps.n)
	numbers := make(map[K]byte)
	for i := range b {
		k := key(i)
		number, ok := numbers[k]
		if !ok {
			number = byte(len(numbers))
			numbers[k] = number
		}
		b[i] = number
	}
	return ps.intern(b)
}

// meet returns the coarsest partition that is finer than both.
func (ps *partitions) meet(p, q partition) partition {
	switch {
	case p == q || q == coarsest:
		return p
	case p == coarsest:
		return q
	case p > q:
		p, q = q, p
	}
	id, ok := ps.meets[[2]partition{p, q}]
	if !ok {
		a, b := ps.blocks[p], ps.blocks[q]
		id = by(ps, func(i int) [2]byte { return [2]byte{a[i], b[i]} })
		ps.meets[[2]partition{p, q}] = id
	}
	return id
}

// restrict returns p with the ports outside of m in one block.
func (ps *partitions) restrict(p partition, m mask) partition {
	if p == coarsest {
		return p
	}
	key := restriction{p, m}
	id, ok := ps.within[key]
	if !ok {
		a := ps.blocks[p]
		id = by(ps, func(i int) int {
			if m.has(i) {
				return int(a[i])
			}
			return -1
		})
		ps.within[key] = id
	}
	return id
}

// of returns the partition into m and the other ports.
func (ps *partitions) of(m mask) partition {
	id, ok := ps.halves[m]
	if !ok {
		id = by(ps, m.has)
		ps.halves[m] = id
	}
	return id
}

// divides reports whether two ports of m are in different blocks.
func (ps *partitions) divides(p partition, m mask) bool {
	return p != coarsest && ps.blocksOf(p, m) > 1
}

// blocksOf counts the blocks that have a port of m.
func (ps *partitions) blocksOf(p partition, m mask) int {
	seen := make(map[byte]bool)
	for i := range ps.n {
		if m.has(i) {
			seen[ps.blocks[p][i]] = true
		}
	}
	return len(seen)
}
