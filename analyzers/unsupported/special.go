package unsupported

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/internal/stub"
	"github.com/xplatvet/xplatvet/passes/calls"
	"github.com/xplatvet/xplatvet/platform"
)

// fails reports whether the argument of a call that decides whether it works
// is known to be one with which it does not, and notes which.
func (c *checker) fails(u *use) bool {
	if u.stub.Param >= len(u.call.Expr.Args) || c.pass.TypesInfo == nil {
		return false
	}
	arg := ast.Unparen(u.call.Expr.Args[u.stub.Param])
	sel, ok := arg.(*ast.SelectorExpr)
	if !ok {
		// A constant such as syscall.Signal(0), which no name stands for.
		value := c.pass.TypesInfo.Types[arg].Value
		if value == nil || value.Kind() != constant.Int || constant.Sign(value) != 0 {
			return false
		}
		u.with = types.ExprString(arg)
		return true
	}
	obj := c.pass.TypesInfo.Uses[sel.Sel]
	if obj == nil || obj.Pkg() == nil || !c.scope.Std.Covers(obj.Pkg().Path()) || obj.Parent() != obj.Pkg().Scope() {
		return false // it may be anything
	}
	for _, x := range u.stub.Except {
		// The same value under two names has the same end of name: os.Kill
		// and syscall.SIGKILL.
		if name := strings.TrimPrefix(obj.Name(), "SIG"); strings.EqualFold(name, strings.TrimPrefix(x[strings.LastIndexByte(x, '.')+1:], "SIG")) {
			return false
		}
	}
	u.with = obj.Pkg().Name() + "." + obj.Name()
	return true
}

// datagrams returns the use of a function of net for a network that is not
// there on windows, or nil. That is not in the source of net, but among the
// BUGs in its documentation.
func (c *checker) datagrams(call *calls.Call) *use {
	network := 0
	switch call.Name {
	case "Dial", "DialTimeout", "DialUnix", "Listen", "ListenPacket", "ListenUnix", "ListenUnixgram", "Dialer.Dial", "Dialer.DialUnix":
	case "Dialer.DialContext", "ListenConfig.Listen", "ListenConfig.ListenPacket":
		network = 1 // after the context
	default:
		return nil
	}
	if network >= len(call.Expr.Args) {
		return nil
	}
	for _, t := range c.calls.Texts(call.File, call.Expr.Args[network]) {
		if t.Whole && slices.Contains(noDatagrams, t.Prefix) {
			s := stub.Stub{
				Kind:   stub.Fails,
				Reason: "the documentation of net says so",
				Ports:  platform.OS("windows").Intersect(t.On),
			}
			return &use{call: call, what: c.name(call), stub: s, with: strconv.Quote(t.Prefix), ports: s.Ports.Intersect(c.ports)}
		}
	}
	return nil
}

// noDatagrams are the networks that do not work on windows: a test looks for
// them in the BUGs of net.
var noDatagrams = []string{"unixgram", "unixpacket"}

// demandsRoot returns the ports on which the function around a call for a user
// or group ID fails if the ID is not 0. Where it is -1, it always does.
func (c *checker) demandsRoot(call *calls.Call) platform.Set {
	cur := call.Cursor.Parent()
	cond, ok := cur.Node().(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ || !isZero(cond.X) && !isZero(cond.Y) {
		return platform.Set{}
	}
	for {
		cur = cur.Parent()
		switch n := cur.Node().(type) {
		case *ast.ParenExpr:
		case *ast.BinaryExpr:
			if n.Op != token.LAND && n.Op != token.LOR {
				return platform.Set{}
			}
		case *ast.IfStmt:
			if !fails(n.Body, "") {
				return platform.Set{}
			}
			return c.flow.At(call.File, n.Body.List[len(n.Body.List)-1])
		default:
			return platform.Set{}
		}
	}
}

func isZero(x ast.Expr) bool {
	lit, ok := ast.Unparen(x).(*ast.BasicLit)
	return ok && lit.Value == "0"
}
