package golangci

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/xplatvet/xplatvet/platform"
)

func parseYAML(t *testing.T, text string) (*settings, error) {
	t.Helper()
	var raw any
	if err := yaml.Unmarshal([]byte(text), &raw); err != nil {
		t.Fatal(err)
	}
	return parse(raw)
}

func TestSettings(t *testing.T) {
	s, err := parseYAML(t, `
platforms: [linux/amd64:cgo, windows/386]
tags: integration,slow
analyzers:
  hardpath: off
  intsize: false
  pathsep: on
  cgolookup:
    dial: true
  tzdata:
    without: [linux, darwin]
`)
	if err != nil {
		t.Fatal(err)
	}
	want, err := platform.Parse("linux/amd64:cgo,windows/386")
	if err != nil {
		t.Fatal(err)
	}
	if s.platforms != want {
		t.Errorf("platforms %s", s.platforms)
	}
	if !slices.Equal(s.tags, []string{"integration", "slow"}) {
		t.Errorf("tags %q", s.tags)
	}
	if want := map[string]bool{"hardpath": true, "intsize": true, "pathsep": false, "cgolookup": false, "tzdata": false}; !maps.Equal(s.off, want) {
		t.Errorf("off %v", s.off)
	}
	if len(s.options) != 2 || s.options["cgolookup"]["dial"] != "true" || s.options["tzdata"]["without"] != "darwin,linux" {
		t.Errorf("options %v", s.options)
	}
	for _, text := range []string{"", "{}", "analyzers:", "platforms:"} {
		if s, err := parseYAML(t, text); err != nil || len(s.off)+len(s.options)+len(s.tags) > 0 || !s.platforms.Empty() {
			t.Errorf("%q: %+v, %v", text, s, err)
		}
	}
}

func TestSettingsErrors(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"platform: linux", `unknown key "platform": did you mean "platforms"?`},
		{"colour: red", `unknown key "colour": the keys are platforms, tags, analyzers`},
		{"platforms: [linux, macos]", `unknown port "macos": did you mean "darwin"?`},
		{"tags: 1", `tags: want a list of strings, or a string with commas, not the integer 1: put it in quotes`},
		{"analyzers: {hardpaths: off}", `unknown analyzer "hardpaths": did you mean "hardpath"?`},
		{"analyzers: {hardpath: maybe}", `analyzers: hardpath: want on or off, not "maybe"`},
		{"analyzers: {cgolookups: {dial: true}}", `unknown analyzer "cgolookups": did you mean "cgolookup"?`},
		{"analyzers: {cgolookup: {dail: true}}", `unknown option of cgolookup "dail": the options are dial`},
		{"analyzers: {cgolookup: {dial: perhaps}}", `analyzers: cgolookup: dial: want on or off, not "perhaps"`},
		{"analyzers: [hardpath]", `analyzers: want a mapping, not a list`},
		{"[linux]", `the settings: want a mapping, not [linux]`},
		{"exclude: [third_party]", `exclude: write it in .xplatvet.yaml, or use linters.exclusions of golangci-lint`},
		{"baseline: b.json", `baseline: write it in .xplatvet.yaml: it is for xplatvet alone`},
		{"cc: {linux: gcc}", `cc: write it in .xplatvet.yaml: it is for xplatvet alone`},
		{"{platform: a, analyzers: {x: on}}", `unknown analyzer "x": see xplatvet help; unknown key "platform": did you mean "platforms"?`},
	} {
		_, err := parseYAML(t, test.text)
		if err == nil || !strings.HasPrefix(err.Error(), "linters.settings.custom.xplatvet.settings: "+test.want) {
			t.Errorf("%s: got %v\nwant %s", test.text, err, test.want)
		}
	}
}
