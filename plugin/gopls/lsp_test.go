package gopls_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// An editor is a client of a language server: it does what editors do, over
// the standard input and output of the server.
type editor struct {
	t        testing.TB
	stdin    io.WriteCloser
	pid      int
	settings map[string]any
	timeout  time.Duration

	write sync.Mutex // guards stdin

	mu       sync.Mutex
	changed  *sync.Cond
	nextID   int
	versions map[string]int
	replies  map[int]message
	reports  map[string]published // by URI
	stopped  error
}

type message struct {
	ID     json.RawMessage `json:"id,omitempty"`
	Method string          `json:"method,omitempty"`
	Params json.RawMessage `json:"params,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

type published struct {
	URI         string       `json:"uri"`
	Version     int          `json:"version"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type diagnostic struct {
	Range           textRange       `json:"range"`
	Severity        int             `json:"severity"`
	Code            string          `json:"code"`
	CodeDescription json.RawMessage `json:"codeDescription,omitempty"`
	Source          string          `json:"source"`
	Message         string          `json:"message"`
	Data            json.RawMessage `json:"data,omitempty"`
}

type textRange struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type textEdit struct {
	Range   textRange `json:"range"`
	NewText string    `json:"newText"`
}

// startEditor starts the server for the workspace dir.
func startEditor(t testing.TB, server, dir string, environ []string, settings map[string]any) *editor {
	t.Helper()
	cmd := exec.Command(server)
	cmd.Dir = dir
	cmd.Env = environ
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	e := &editor{
		t: t, stdin: stdin, pid: cmd.Process.Pid, settings: settings, timeout: 3 * time.Minute,
		versions: make(map[string]int), replies: make(map[int]message), reports: make(map[string]published),
	}
	e.changed = sync.NewCond(&e.mu)
	go e.read(bufio.NewReader(stdout))
	t.Cleanup(func() {
		e.call("shutdown", nil, nil)
		e.notify("exit", nil)
		stdin.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("%s: %v", filepath.Base(server), err)
		}
	})
	e.call("initialize", map[string]any{
		"processId":        os.Getpid(),
		"rootUri":          uriOf(dir),
		"workspaceFolders": []any{map[string]any{"uri": uriOf(dir), "name": "workspace"}},
		"capabilities": map[string]any{
			"workspace": map[string]any{"configuration": true},
			"textDocument": map[string]any{
				"publishDiagnostics": map[string]any{"versionSupport": true, "codeDescriptionSupport": true, "dataSupport": true, "relatedInformation": true},
				"codeAction": map[string]any{
					"dataSupport":              true,
					"codeActionLiteralSupport": map[string]any{"codeActionKind": map[string]any{"valueSet": []string{"quickfix"}}},
					"resolveSupport":           map[string]any{"properties": []string{"edit"}},
				},
			},
		},
		"initializationOptions": settings,
	}, nil)
	e.notify("initialized", struct{}{})
	return e
}

func uriOf(path string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
}

// read handles what the server sends until it ends.
func (e *editor) read(r *bufio.Reader) {
	err := func() error {
		for {
			header, err := textproto.NewReader(r).ReadMIMEHeader()
			if err != nil {
				return err
			}
			n, err := strconv.Atoi(header.Get("Content-Length"))
			if err != nil {
				return err
			}
			data := make([]byte, n)
			if _, err := io.ReadFull(r, data); err != nil {
				return err
			}
			var m message
			if err := json.Unmarshal(data, &m); err != nil {
				return err
			}
			if err := e.handle(m); err != nil {
				return err
			}
		}
	}()
	e.mu.Lock()
	e.stopped = err
	e.mu.Unlock()
	e.changed.Broadcast()
}

func (e *editor) handle(m message) error {
	switch {
	case m.Method != "" && m.ID != nil:
		return e.answer(m)
	case m.Method == "textDocument/publishDiagnostics":
		var p published
		if err := json.Unmarshal(m.Params, &p); err != nil {
			return err
		}
		e.mu.Lock()
		e.reports[p.URI] = p
		e.mu.Unlock()
		e.changed.Broadcast()
	case m.Method == "":
		id, err := strconv.Atoi(string(m.ID))
		if err != nil {
			return err
		}
		e.mu.Lock()
		e.replies[id] = m
		e.mu.Unlock()
		e.changed.Broadcast()
	}
	return nil
}

// answer answers a request of the server.
func (e *editor) answer(m message) error {
	result := any(nil)
	if m.Method == "workspace/configuration" {
		var p struct{ Items []any }
		if err := json.Unmarshal(m.Params, &p); err != nil {
			return err
		}
		e.mu.Lock()
		list := make([]any, len(p.Items))
		for i := range list {
			list[i] = e.settings
		}
		e.mu.Unlock()
		result = list
	}
	return e.send(map[string]any{"jsonrpc": "2.0", "id": m.ID, "result": result})
}

func (e *editor) send(v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	e.write.Lock()
	defer e.write.Unlock()
	_, err = fmt.Fprintf(e.stdin, "Content-Length: %d\r\n\r\n%s", len(data), data)
	return err
}

func (e *editor) notify(method string, params any) {
	e.t.Helper()
	if err := e.send(map[string]any{"jsonrpc": "2.0", "method": method, "params": params}); err != nil {
		e.t.Fatal(err)
	}
}

// call sends a request and decodes the reply into result, unless that is nil.
func (e *editor) call(method string, params, result any) {
	e.t.Helper()
	e.mu.Lock()
	e.nextID++
	id := e.nextID
	e.mu.Unlock()
	if err := e.send(map[string]any{"jsonrpc": "2.0", "id": id, "method": method, "params": params}); err != nil {
		e.t.Fatal(err)
	}
	var reply message
	if !e.wait(func() bool { reply = e.replies[id]; return reply.ID != nil }) {
		e.t.Fatalf("%s: no reply", method)
	}
	if reply.Error != nil {
		e.t.Fatalf("%s: %s", method, reply.Error.Message)
	}
	if result == nil {
		return
	}
	if err := json.Unmarshal(reply.Result, result); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

// wait waits until done, which is called with e.mu held, reports true.
func (e *editor) wait(done func() bool) bool {
	e.t.Helper()
	late := false
	timer := time.AfterFunc(e.timeout, func() {
		e.mu.Lock()
		late = true
		e.mu.Unlock()
		e.changed.Broadcast()
	})
	defer timer.Stop()
	e.mu.Lock()
	defer e.mu.Unlock()
	for !done() {
		if late {
			return false
		}
		if e.stopped != nil {
			e.t.Fatalf("the server ended: %v", e.stopped)
		}
		e.changed.Wait()
	}
	return true
}

// open opens a file with a text of its own, or that on disk.
func (e *editor) open(file, text string) {
	e.t.Helper()
	e.setVersion(file, 1)
	e.notify("textDocument/didOpen", map[string]any{
		"textDocument": map[string]any{"uri": uriOf(file), "languageId": "go", "version": 1, "text": text},
	})
}

// change replaces the text of an open file.
func (e *editor) change(file, text string) {
	e.t.Helper()
	e.mu.Lock()
	version := e.versions[file] + 1
	e.mu.Unlock()
	e.setVersion(file, version)
	e.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uriOf(file), "version": version},
		"contentChanges": []any{map[string]any{"text": text}},
	})
}

func (e *editor) setVersion(file string, version int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.versions[file] = version
}

// configure changes the settings, and tells the server.
func (e *editor) configure(settings map[string]any) {
	e.t.Helper()
	e.mu.Lock()
	e.settings = settings
	e.mu.Unlock()
	e.notify("workspace/didChangeConfiguration", map[string]any{"settings": settings})
}

// await waits for diagnostics of the current text of file that ok is content
// with, and returns them.
func (e *editor) await(file, what string, ok func([]diagnostic) bool) []diagnostic {
	e.t.Helper()
	var got published
	if !e.wait(func() bool {
		got = e.reports[uriOf(file)]
		return got.Version == e.versions[file] && ok(got.Diagnostics)
	}) {
		e.t.Fatalf("%s: still not %s after %v: version %d:\n%s", filepath.Base(file), what, e.timeout, got.Version, textOf(got.Diagnostics))
	}
	return got.Diagnostics
}

func textOf(list []diagnostic) string {
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "\t%d:%d: %s (%s)\n", d.Range.Start.Line+1, d.Range.Start.Character+1, d.Message, d.Source)
	}
	return b.String()
}

// fix returns text, that of file, after the quick fix that the server offers
// for d.
func (e *editor) fix(file, text string, d diagnostic) string {
	e.t.Helper()
	type edit struct {
		Changes         map[string][]textEdit `json:"changes"`
		DocumentChanges []struct {
			TextDocument struct{ URI string } `json:"textDocument"`
			Edits        []textEdit           `json:"edits"`
		} `json:"documentChanges"`
	}
	var actions []struct {
		Title       string       `json:"title"`
		Kind        string       `json:"kind"`
		Diagnostics []diagnostic `json:"diagnostics"`
		Edit        *edit        `json:"edit"`
	}
	e.call("textDocument/codeAction", map[string]any{
		"textDocument": map[string]any{"uri": uriOf(file)},
		"range":        d.Range,
		"context":      map[string]any{"diagnostics": []diagnostic{d}, "only": []string{"quickfix"}},
	}, &actions)
	if len(actions) != 1 || actions[0].Edit == nil {
		e.t.Fatalf("%s: want one quick fix with an edit, not %+v", d.Message, actions)
	}
	var edits []textEdit
	for _, c := range actions[0].Edit.DocumentChanges {
		if c.TextDocument.URI != uriOf(file) {
			e.t.Fatalf("the fix changes %s", c.TextDocument.URI)
		}
		edits = append(edits, c.Edits...)
	}
	lines := strings.SplitAfter(text, "\n")
	offset := func(p position) int {
		n := p.Character // of UTF-16 code units; the texts of tests have ASCII only
		for _, line := range lines[:p.Line] {
			n += len(line)
		}
		return n
	}
	slices.SortFunc(edits, func(a, b textEdit) int { return offset(b.Range.Start) - offset(a.Range.Start) })
	for _, ed := range edits {
		text = text[:offset(ed.Range.Start)] + ed.NewText + text[offset(ed.Range.End):]
	}
	return text
}
