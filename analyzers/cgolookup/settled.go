package cgolookup

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"net"
	"net/netip"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ast/edge"
)

// settled reports whether u is a call whose arguments are known to be answered
// alike with and without cgo.
func settled(info *types.Info, u *use) bool {
	args := stringArgs(info, u)
	if len(args) == 0 {
		return false
	}
	a := arguments{info, u.obj != nil}
	last := args[len(args)-1]
	switch {
	case u.path == userPath:
		// The superuser is in /etc/passwd everywhere.
		name, ok := a.constant(last)
		return ok && (name == "root" || name == "0")
	case u.connects():
		return len(args) >= 2 && a.connectsAlike(args[0], args[1])
	case u.function() == "LookupPort":
		// A number is not looked up. What a program calls by a fixed name is
		// in /etc/services, which is read either way.
		_, ok := a.constant(last)
		return ok
	case u.function() == "LookupAddr":
		return false // its argument is an address always
	}
	host, ok := a.constant(last)
	return ok && isLocal(host)
}

// stringArgs returns the arguments of the call of u that may be strings, or
// nil if u is not called there and then.
func stringArgs(info *types.Info, u *use) []ast.Expr {
	cur := u.cursor
	if kind, _ := cur.ParentEdge(); kind == edge.SelectorExpr_Sel {
		cur = cur.Parent()
	}
	for {
		if _, ok := cur.Parent().Node().(*ast.ParenExpr); !ok {
			break
		}
		cur = cur.Parent()
	}
	call, ok := cur.Parent().Node().(*ast.CallExpr)
	if kind, _ := cur.ParentEdge(); !ok || kind != edge.CallExpr_Fun {
		return nil
	}
	if u.obj == nil {
		// Of a look-up the last argument matters, and it is a string. What
		// connects is a function: a network, an address, and then others.
		return call.Args
	}
	var list []ast.Expr
	for _, x := range call.Args {
		if t := info.TypeOf(x); t != nil {
			if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
				list = append(list, x)
			}
		}
	}
	return list
}

// isLocal reports whether a host is not looked up, or in /etc/hosts, which is
// read either way.
func isLocal(host string) bool {
	if host == "" || strings.EqualFold(host, "localhost") {
		return true
	}
	_, err := netip.ParseAddr(host)
	return err == nil
}

// arguments evaluates arguments of a call as far as the source tells.
type arguments struct {
	info  *types.Info
	typed bool // the call is in a file that info knows
}

// constant returns the value of a constant string.
func (a arguments) constant(x ast.Expr) (string, bool) {
	if a.typed {
		if v := a.info.Types[x].Value; v != nil && v.Kind() == constant.String {
			return constant.StringVal(v), true
		}
		return "", false
	}
	if lit, ok := ast.Unparen(x).(*ast.BasicLit); ok && lit.Kind == token.STRING {
		s, err := strconv.Unquote(lit.Value)
		return s, err == nil
	}
	return "", false
}

// connectsAlike reports whether nothing is looked up for an address in a
// network: there are no host names there, or the host is local.
func (a arguments) connectsAlike(network, address ast.Expr) bool {
	netw, known := a.constant(network)
	if strings.HasPrefix(netw, "unix") {
		return true
	}
	if call, ok := ast.Unparen(address).(*ast.CallExpr); ok && isCallOf(call, "net", "JoinHostPort") && len(call.Args) == 2 {
		host, ok := a.constant(call.Args[0])
		return ok && isLocal(host)
	}
	addr, whole := a.prefix(address)
	if !whole && !strings.Contains(addr, ":") {
		return false // nothing is known, or the beginning of a name
	}
	if known && strings.HasPrefix(netw, "ip") {
		return whole && isLocal(addr)
	}
	if !whole {
		addr = addr[:strings.LastIndexByte(addr, ':')+1]
	}
	host, _, err := net.SplitHostPort(addr)
	return err != nil && whole || err == nil && isLocal(host)
}

// prefix returns what is known of the beginning of a string, and whether that
// is the whole.
func (a arguments) prefix(x ast.Expr) (s string, whole bool) {
	if s, ok := a.constant(x); ok {
		return s, true
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			s, whole := a.prefix(x.X)
			if rest, ok := a.prefix(x.Y); whole {
				return s + rest, ok
			}
			return s, false
		}
	case *ast.CallExpr:
		if isCallOf(x, "fmt", "Sprintf") && len(x.Args) > 0 {
			format, _ := a.constant(x.Args[0])
			s, _, more := strings.Cut(format, "%")
			return s, format != "" && !more
		}
	}
	return "", false
}

// isCallOf reports whether call reads pkg.name(…), as everyone writes it.
func isCallOf(call *ast.CallExpr, pkg, name string) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	return ok && id.Name == pkg
}
