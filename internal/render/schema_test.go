package render_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/render"
)

var schemaFile = filepath.Join("..", "..", "docs", "report.schema.json")

// The published schema of the JSON format is that of the types, with their
// comments as descriptions.
func TestSchema(t *testing.T) {
	g := &schemaWriter{t: t, comments: comments(t), defs: make(map[string]any)}
	root := g.object(reflect.TypeFor[render.Document]())
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = "Report of xplatvet -format=json"
	root["$defs"] = g.defs
	want, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(schemaFile, want, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is out of date; go test -update writes it", schemaFile)
	}
}

// A schemaWriter makes a JSON schema of the types of a Document.
type schemaWriter struct {
	t        *testing.T
	comments map[string]string // by "Type" and "Type.Field"
	defs     map[string]any
}

// object returns the schema of a struct: every key is always there, and later
// versions may add keys.
func (g *schemaWriter) object(typ reflect.Type) map[string]any {
	properties, required := make(map[string]any), []string{}
	for _, f := range reflect.VisibleFields(typ) {
		if f.Anonymous {
			continue
		}
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		s := g.schema(f.Type)
		owner := typ
		if len(f.Index) > 1 {
			owner = typ.Field(f.Index[0]).Type
		}
		if c := g.comments[owner.Name()+"."+f.Name]; c != "" {
			s["description"] = c
		}
		switch {
		case key == "port":
			s["pattern"] = portPattern
		case key == "ports" && f.Type.Kind() == reflect.Slice:
			s["items"].(map[string]any)["pattern"] = portPattern
		case key == "version":
			s["const"] = render.Version
		case key == "severity":
			s["enum"] = []finding.Severity{finding.Error, finding.Warning}
		case key == "status":
			s["enum"] = []finding.Status{finding.OK, finding.Fail, finding.Blocked, finding.Excluded, finding.Skipped}
		case f.Type.Kind() == reflect.Int:
			s["minimum"] = 0
		}
		properties[key] = s
		required = append(required, key)
	}
	return map[string]any{"type": "object", "description": g.comments[typ.Name()], "properties": properties, "required": required}
}

// portPattern matches a GOOS/GOARCH, alone or with one setting of cgo.
const portPattern = "^[a-z0-9]+/[a-z0-9]+(:(no)?cgo)?$"

func (g *schemaWriter) schema(typ reflect.Type) map[string]any {
	switch typ.Kind() {
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": g.schema(typ.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": g.schema(typ.Elem())}
	case reflect.Struct:
		if g.defs[typ.Name()] == nil {
			g.defs[typ.Name()] = g.object(typ)
		}
		return map[string]any{"$ref": "#/$defs/" + typ.Name()}
	}
	g.t.Fatalf("no schema for a %s", typ)
	return nil
}

// comments returns the comments of the types in schema.go and of their fields.
func comments(t *testing.T) map[string]string {
	file, err := parser.ParseFile(token.NewFileSet(), "schema.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	text := make(map[string]string)
	line := func(c *ast.CommentGroup) string { return strings.Join(strings.Fields(c.Text()), " ") }
	for _, d := range file.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok || gen.Tok != token.TYPE {
			continue
		}
		spec := gen.Specs[0].(*ast.TypeSpec)
		text[spec.Name.Name] = line(gen.Doc)
		for _, f := range spec.Type.(*ast.StructType).Fields.List {
			if len(f.Names) > 0 {
				text[spec.Name.Name+"."+f.Names[0].Name] = line(f.Comment)
			}
		}
	}
	return text
}

// validator returns the compiled schema of a file.
func validator(t testing.TB, file string) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// validate checks a JSON text by a schema.
func validate(schema *jsonschema.Schema, text string) error {
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

// What is written fits the schema, and the schema is no sieve.
func TestJSONFitsSchema(t *testing.T) {
	schema := validator(t, schemaFile)
	for name, r := range reports {
		if err := validate(schema, output(t, jsonOf, r)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	whole := output(t, jsonOf, reports["findings"])
	for _, change := range [][2]string{
		{`"version": 1`, `"version": 2`},
		{`"severity": "error"`, `"severity": "fatal"`},
		{`"line": 3`, `"line": "3"`},
		{`"line": 3`, `"line": -3`},
		{`"line": 3,`, ``},
		{`"windows/amd64"`, `"windows"`},
		{`"status": "fail"`, `"status": "failed"`},
		{`"remedy": ""`, `"remedy": null`},
	} {
		if broken := strings.Replace(whole, change[0], change[1], 1); broken == whole || validate(schema, broken) == nil {
			t.Errorf("with %s for %s it fits the schema", change[1], change[0])
		}
	}
}
