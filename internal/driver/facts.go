package driver

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"fmt"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"

	"github.com/xplatvet/xplatvet/internal/closure"
)

// Facts is a store of facts about packages and their objects. It is safe for
// concurrent use.
type Facts struct {
	mu sync.RWMutex
	m  map[factKey]analysis.Fact
}

type factKey struct {
	pkg    string          // package path
	object objectpath.Path // "" for a fact about the package
	typ    reflect.Type
}

// keyOf returns the key of a fact about obj. Objects without a path, such as
// local variables, have none; their facts die with the pass.
func keyOf(obj types.Object, f analysis.Fact) (factKey, bool) {
	if obj == nil || obj.Pkg() == nil {
		return factKey{}, false
	}
	path, err := objectpath.For(obj)
	if err != nil {
		return factKey{}, false
	}
	return factKey{obj.Pkg().Path(), path, reflect.TypeOf(f)}, true
}

// get copies the fact of key to *f.
func (s *Facts) get(key factKey, f analysis.Fact) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	v, ok := s.m[key]
	if ok {
		reflect.ValueOf(f).Elem().Set(reflect.ValueOf(v).Elem())
	}
	return ok
}

func (s *Facts) set(key factKey, f analysis.Fact) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.m == nil {
		s.m = make(map[factKey]analysis.Fact)
	}
	s.m[key] = f
}

func (s *Facts) packageFacts(pkg *types.Package, own map[reflect.Type]bool) []analysis.PackageFact {
	pkgs := closure.Of(pkg)
	var list []analysis.PackageFact
	for _, key := range s.keys(func(k factKey) bool { return k.object == "" && own[k.typ] && pkgs[k.pkg] != nil }) {
		list = append(list, analysis.PackageFact{Package: pkgs[key.pkg], Fact: s.m[key]})
	}
	return list
}

func (s *Facts) objectFacts(pkg *types.Package, own map[reflect.Type]bool) []analysis.ObjectFact {
	pkgs := closure.Of(pkg)
	var list []analysis.ObjectFact
	for _, key := range s.keys(func(k factKey) bool { return k.object != "" && own[k.typ] && pkgs[k.pkg] != nil }) {
		if obj, err := objectpath.Object(pkgs[key.pkg], key.object); err == nil {
			list = append(list, analysis.ObjectFact{Object: obj, Fact: s.m[key]})
		}
	}
	return list
}

// keys returns the keys that satisfy keep, in order.
func (s *Facts) keys(keep func(factKey) bool) []factKey {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var keys []factKey
	for k := range s.m {
		if keep(k) {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b factKey) int {
		return cmp.Or(
			strings.Compare(a.pkg, b.pkg),
			strings.Compare(string(a.object), string(b.object)),
			strings.Compare(a.typ.String(), b.typ.String()),
		)
	})
	return keys
}

// A gobFact is the encoded form of a fact.
type gobFact struct {
	Pkg    string
	Object objectpath.Path
	Fact   analysis.Fact
}

// Register makes the fact types of the analyzers known to Encode and Decode.
func Register(analyzers []*analysis.Analyzer) {
	for _, a := range analyzers {
		for _, f := range a.FactTypes {
			gob.Register(f)
		}
		Register(a.Requires)
	}
}

// Encode returns the facts about the packages for which keep holds, in a form
// that depends on nothing but them.
func (s *Facts) Encode(keep func(pkg string) bool) ([]byte, error) {
	var list []gobFact
	for _, key := range s.keys(func(k factKey) bool { return keep(k.pkg) }) {
		list = append(list, gobFact{key.pkg, key.object, s.m[key]})
	}
	if len(list) == 0 {
		return nil, nil
	}
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(list); err != nil {
		return nil, fmt.Errorf("encode facts: %w", err)
	}
	return buf.Bytes(), nil
}

// Decode adds the facts that Encode wrote. No data is no facts.
func (s *Facts) Decode(data []byte) error {
	if len(data) == 0 {
		return nil
	}
	var list []gobFact
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&list); err != nil {
		return fmt.Errorf("decode facts: %w", err)
	}
	for _, f := range list {
		s.set(factKey{f.Pkg, f.Object, reflect.TypeOf(f.Fact)}, f.Fact)
	}
	return nil
}
