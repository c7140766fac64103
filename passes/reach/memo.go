package reach

// A memo remembers what expressions, or function bodies, come to. The answer is
// the same at each depth unless the limit has kept it from being known.
type memo[K comparable, V any] struct {
	whole map[K]answer[V]   // that the limit had no part in
	cut   map[depthKey[K]]V // others
}

type answer[V any] struct {
	val    V
	height int // how many names and calls deep it was looked for
}

type depthKey[K comparable] struct {
	key   K
	depth int
}

func newMemo[K comparable, V any]() *memo[K, V] {
	return &memo[K, V]{make(map[K]answer[V]), make(map[depthKey[K]]V)}
}

// lookup returns what key comes to at a depth, which is within the limit.
// Compute sets *deepest to the depth that it comes to, if that is more.
func (m *memo[K, V]) lookup(key K, depth int, deepest *int, compute func() V) V {
	if a, ok := m.whole[key]; ok && depth+a.height <= maxDepth {
		*deepest = max(*deepest, depth+a.height)
		return a.val
	}
	at := depthKey[K]{key, depth}
	if v, ok := m.cut[at]; ok {
		*deepest = maxDepth + 1
		return v
	}
	outer := *deepest
	*deepest = depth
	v := compute()
	if *deepest <= maxDepth {
		m.whole[key] = answer[V]{v, *deepest - depth}
	} else {
		m.cut[at] = v
	}
	*deepest = max(*deepest, outer)
	return v
}
