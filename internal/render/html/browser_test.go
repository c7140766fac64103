package html_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/platform"
)

// TestBrowser looks at pages in a headless Chromium, which must be installed.
func TestBrowser(t *testing.T) {
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.WindowSize(1280, 900), chromedp.WSURLReadTimeout(time.Minute))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	defer stop()
	ctx, cancel := chromedp.NewContext(ctx)
	defer cancel()
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		test func(*browser)
	}{
		{"page", testPage}, {"contrast", testContrast}, {"hostile", testHostile}, {"small", testSmall}, {"large", testLarge},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBrowser(t, ctx)
			test.test(b)
			b.quiet()
		})
	}
}

func ports(t *testing.T, spec string) platform.Set {
	t.Helper()
	s, err := platform.Parse(spec)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const killText = "package kill\n\nimport \"syscall\"\n\nfunc Kill(pid int) error { return syscall.Kill(pid, 9) }\n"

// example is a report of what every part of the page shows.
func example(t *testing.T) *finding.Report {
	root := t.TempDir()
	if err := os.Mkdir(filepath.Join(root, "kill"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "kill", "kill.go"), []byte(killText), 0o666); err != nil {
		t.Fatal(err)
	}
	on := func(spec string) platform.Set { return ports(t, spec) }
	pos := finding.Position{File: "kill/kill.go", Line: 5, Column: 35, EndLine: 5, EndColumn: 47}
	return &finding.Report{
		Command: "build", Root: root, Ports: on("linux/{386,amd64},windows/{386,amd64}"),
		Findings: []finding.Finding{
			{
				Analyzer: finding.Compile, Kind: finding.Undefined, Severity: finding.Error, Package: "example.com/m/kill", Position: pos,
				Message: "undefined: syscall.Kill", Remedy: "constrain the file", Ports: on("windows/{386,amd64}"),
				Related: []finding.Related{{Position: finding.Position{File: "a.go", Line: 3}, Message: "used here"}},
				Fixes:   []finding.Fix{{Message: "Add //go:build unix", Edits: []finding.Edit{{File: "kill/kill.go", NewText: "//go:build unix\n\n"}}}},
			},
			{
				Analyzer: "hardpath", Severity: finding.Warning, Package: "example.com/m/path",
				Position: finding.Position{File: "path/path.go", Line: 1, Column: 1}, Message: "there is no /tmp on windows", Ports: on("windows/{386,amd64}"),
			},
		},
		Verdicts: []finding.Verdict{
			{Package: "example.com/m/kill", Ports: on("windows/{386,amd64}"), Status: finding.Fail, Errors: []string{"kill/kill.go:5:35: undefined: syscall.Kill"}},
			{Package: "example.com/m/kill", Ports: on("linux/{386,amd64}"), Status: finding.OK},
			{Package: "example.com/m/use", Ports: on("windows/{386,amd64}:nocgo"), Status: finding.Blocked, Errors: []string{"example.com/m/kill"}},
			{Package: "example.com/m/use", Ports: on("linux/{386,amd64},windows/{386,amd64}:cgo"), Status: finding.OK},
			{Package: "example.com/m/path", Ports: on("linux/{386,amd64},windows/{386,amd64}"), Status: finding.OK},
			{Package: "example.com/m/a", Ports: on("linux/{386,amd64},windows/{386,amd64}"), Status: finding.OK},
			{Package: "example.com/m/b", Ports: on("linux/{386,amd64},windows/{386,amd64}"), Status: finding.OK},
		},
		Cover:    []finding.Cover{{Port: platform.Port{GOOS: "linux", GOARCH: "386"}, For: on("linux/arm:nocgo")}},
		Problems: []finding.Problem{{Message: "no C compiler for windows/386", Ports: on("windows/386:cgo")}},
	}
}

func testPage(b *browser) {
	b.load(example(b.t))

	// What is there when it is loaded.
	b.want(`document.title`, "example.com/m – xplatvet build")
	b.want(`document.getElementById("summary").firstChild.data`, "2 findings on 5 packages × 4 ports")
	b.want(`document.querySelectorAll("#list .card").length`, "2")
	b.want(`document.querySelector("#problems li").textContent`, "no C compiler for windows/386 [windows/386 with cgo]")
	b.want(`document.getElementById("cover").textContent`, "linux/386 stands for linux/arm")
	b.want(`[...document.querySelectorAll(".head .h")].map(e => e.title).join()`, "linux/386,linux/amd64,windows/386,windows/amd64")
	b.want(`[...document.querySelectorAll(".r")].map(r => [...r.children].map(c => c.textContent).join(" ")).join("; ")`,
		"kill · · × ×; use · · / /; path · · ! !; ▸ 2 packages alike · · · ·")
	b.want(`document.querySelector("#r1c2").getAttribute("aria-label")`, "windows/386 is blocked by a dependency without cgo, builds with cgo")

	// Filters.
	set := func(id, value string) {
		b.eval(fmt.Sprintf(`{const e = document.getElementById(%q); e.value = %q; e.dispatchEvent(new Event("input", {bubbles: true}));}`, id, value))
	}
	set("query", "nothing is like that")
	b.want(`document.getElementById("grid").hidden + " " + document.getElementById("list").textContent`, "true No finding is like that.")
	const visible = `[...document.querySelectorAll(".r .name")].map(e => e.textContent).join() + " " + document.querySelectorAll("#list .card").length`
	set("query", "KILL")
	b.want(visible, "kill 1")
	set("query", "")
	set("severity", "1")
	b.want(visible, "path 1")
	set("severity", "")
	set("rule", "0")
	b.want(`document.querySelector("#rule option:checked").textContent`, "compile/undefined (1)")
	b.want(visible, "kill 1")
	set("rule", "")
	set("port", "linux")
	b.want(visible, "▸ 5 packages alike 0")
	b.want(`document.querySelectorAll(".head .h").length`, "2")
	b.click("#clear")
	b.wait(`document.querySelectorAll(".head .h").length === 4`)
	b.want(`document.getElementById("count").textContent`, "2")

	// A finding, opened.
	b.click("#list .card summary")
	b.wait(`document.querySelector("#list .card .body") !== null`)
	b.want(`document.querySelector("#list mark").textContent`, "syscall.Kill")
	b.want(`document.querySelector("#list .remedy").textContent`, "constrain the file")
	b.want(`[...document.querySelectorAll("#list .add")].map(e => e.textContent.trim()).join("|")`, "+//go:build unix|+")
	b.want(`[...document.querySelectorAll("#list .command code")].map(e => e.textContent).join("\n")`,
		"GOOS=windows GOARCH=386 CGO_ENABLED=0 go build example.com/m/kill\nxplatvet explain compile")

	b.click("#list .command button")
	b.wait(`document.querySelector("#list .command button").textContent === "Copied"`)

	// The keyboard: search, the grid, a cell, and back.
	b.keys("/")
	b.want(`document.activeElement.id`, "query")
	b.keys("u", "s", "e", kb.Escape)
	b.want(`document.getElementById("query").value + document.activeElement.tagName`, "BODY")
	b.run(chromedp.Focus("#grid"))
	b.keys(kb.ArrowDown, kb.ArrowRight, kb.ArrowRight, kb.ArrowRight, kb.Enter)
	b.want(`document.getElementById("detail").hidden`, "false")
	b.want(`document.activeElement.textContent`, "example.com/m/use on windows/386")
	b.want(`[...document.querySelectorAll("#detail .status")].map(e => e.textContent).join("; ")`, "/is blocked by a dependency without cgo; ·builds with cgo")
	b.click("#detail li button")
	b.want(`document.activeElement.textContent`, "example.com/m/kill on windows/386")
	b.wait(`document.querySelector("#detail mark") !== null`)
	b.want(`document.querySelector("#detail mark").textContent`, "syscall.Kill")
	b.keys(kb.Escape)
	b.want(`document.getElementById("detail").hidden + document.activeElement.id`, "truegrid")
	b.want(`document.getElementById("grid").getAttribute("aria-activedescendant")`, "r1c2")

	// A row of packages that are alike.
	b.keys(kb.End, kb.ArrowDown, kb.ArrowDown, kb.Home, kb.Enter)
	b.want(`[...document.querySelectorAll(".r .name")].map(e => e.textContent).join()`, "kill,use,path,▾ 2 packages alike,a,b")
	b.keys(kb.Enter)
	b.want(`document.querySelectorAll(".r").length`, "4")

	// Themes: that of the system, and the switch.
	const background = `getComputedStyle(document.body).backgroundColor`
	light := b.eval(background)
	b.prefer("dark")
	dark := b.eval(background)
	if light == dark {
		b.t.Errorf("the background is %s in either theme", light)
	}
	b.click("#theme")
	b.want(background, light)
	b.click("#theme")
	b.want(background, dark)
	b.want(`document.getElementById("theme").textContent`, "Theme: dark")
	b.click("#theme") // what is chosen is kept
}

// Texts have enough contrast in both themes, by WCAG 2.1 AA: 4.5 to 1.
func testContrast(b *browser) {
	b.load(example(b.t))
	b.want(`document.getElementById("theme").textContent`, "Theme: auto")
	b.click("#list .card summary")
	b.click("#r0c2")
	const low = `(() => {
		const channels = c => c.match(/[\d.]+/g).map(Number);
		const luminance = c => c.slice(0, 3).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
			.reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
		const behind = e => {
			for (; e; e = e.parentElement) {
				const c = channels(getComputedStyle(e).backgroundColor);
				if (c.length < 4 || c[3] > 0) return c;
			}
			return [255, 255, 255];
		};
		const found = new Set();
		let n = 0;
		for (const e of document.querySelectorAll("body *")) {
			if (![...e.childNodes].some(c => c.nodeType === 3 && c.data.trim()) || !e.checkVisibility() || e.closest("option, script")) continue;
			const a = luminance(channels(getComputedStyle(e).color)), b = luminance(behind(e));
			const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
			n++;
			if (ratio < 4.5) found.add(e.tagName + "." + e.className + " " + ratio.toFixed(2));
		}
		return n < 40 ? "only " + n + " texts" : [...found].join("; ");
	})()`
	b.want(low, "")
	b.prefer("dark")
	b.want(low, "")
}

// Whatever a report quotes is shown as text.
func testHostile(b *browser) {
	evil := []string{
		`</script><script>document.title = "owned"</script>`, `<!--<script>`, `<img src=x onerror="document.title='owned'">`,
		`"><svg onload=alert(1)>`, "\u202egnp.exe", "\x1b[31m\x00\u2028", `{{data}}`, "javascript:alert(1)", "\xff\xfe", `</style><!--`, `]]>&lt;`,
	}
	root := b.t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "evil.go"), []byte(strings.Join(evil, " \t")+"\n"), 0o666); err != nil {
		b.t.Fatal(err)
	}
	windows := ports(b.t, "windows/386:nocgo")
	r := &finding.Report{Command: `check</title><script>document.title="owned"</script>`, Root: root, Ports: windows}
	for _, e := range evil {
		r.Findings = append(r.Findings, finding.Finding{
			Analyzer: e, Kind: finding.Kind(e), Severity: finding.Error, Package: e, Position: finding.Position{File: "evil.go", Line: 1, Column: 2},
			Message: e + "\n" + e, Remedy: e, Ports: windows,
			Related: []finding.Related{{Position: finding.Position{File: e, Line: 1}, Message: e}},
			Fixes:   []finding.Fix{{Message: e, Edits: []finding.Edit{{File: "evil.go", NewText: e}}}},
		})
		r.Verdicts = append(r.Verdicts, finding.Verdict{Package: e, Ports: windows, Status: finding.Fail, Errors: []string{e}})
		r.Problems = append(r.Problems, finding.Problem{Position: finding.Position{File: e}, Message: e})
		r.Gone = append(r.Gone, finding.Finding{Analyzer: e, Position: finding.Position{File: e}, Message: e})
	}
	b.load(r)
	b.eval(`document.querySelectorAll("details").forEach(d => d.open = true)`)
	b.click("#r0")
	b.wait(`document.querySelectorAll("#list .body").length === 11`)
	b.want(`document.title`, `xplatvet check</title><script>document.title="owned"</script>`)
	b.want(`document.scripts.length`, "2")
	b.want(`document.images.length + document.querySelectorAll("svg, iframe, object").length`, "0")
	text := b.eval(`document.body.innerText`)
	for _, e := range evil[:4] {
		if n := strings.Count(text, e); n < 8 {
			b.t.Errorf("%s is shown %d times", e, n)
		}
	}
	for _, want := range []string{`\u202egnp.exe`, `\x1b[31m\x00\u2028`, `\xff\xfe`, `{{data}}`} {
		if !strings.Contains(text, want) {
			b.t.Errorf("%s is not shown", want)
		}
	}
	if c := regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x{80}-\x{9f}\x{200e}\x{200f}\x{2028}-\x{202e}\x{2066}-\x{2069}]`).FindString(text); c != "" {
		b.t.Errorf("active character %+q", c)
	}
}

// Reports without much to show are pages too.
func testSmall(b *browser) {
	for _, r := range []*finding.Report{
		{Command: "check"},
		{Command: "build", Ports: platform.FirstClass(), Verdicts: []finding.Verdict{{Package: "m", Ports: platform.FirstClass(), Status: finding.OK}}},
		{Command: "merge", Problems: []finding.Problem{{Message: "no report"}}},
		{Command: "check", Findings: []finding.Finding{{Analyzer: "x", Message: "about nothing"}}},
	} {
		b.load(r)
		b.want(`document.querySelectorAll("#list > *").length > 0`, "true")
		b.run(chromedp.Focus("#query"))
		b.keys(kb.Tab, kb.Tab, kb.Tab, kb.Tab, kb.Enter, kb.ArrowDown, kb.Enter, kb.Escape)
	}

	// A dependency in which something is does not belong to the module.
	linux := ports(b.t, "linux/386:nocgo")
	b.load(&finding.Report{
		Command: "check", Ports: linux,
		Findings: []finding.Finding{{Analyzer: finding.Typecheck, Severity: finding.Error, Package: "example.org/dep", Message: "undefined: x", Ports: linux}},
		Verdicts: []finding.Verdict{
			{Package: "example.com/m", Ports: linux, Status: finding.Blocked, Errors: []string{"example.org/dep"}},
			{Package: "example.com/m/a", Ports: linux, Status: finding.OK},
		},
	})
	b.want(`document.title`, "example.com/m – xplatvet check")
	b.want(`[...document.querySelectorAll(".r .name")].map(e => e.textContent).join()`, "example.org/dep,m,a")
	b.click("#r1")
	b.click("#detail li button")
	b.want(`document.getElementById("detail-title").textContent`, "example.org/dep")
}

// large is a report on 2,000 packages and 47 ports, which fare in many ways.
func large() *finding.Report {
	var all platform.Set
	var each []platform.Port
	for p := range platform.All().Ports() {
		if !p.Cgo {
			all = all.Union(platform.Of(p))
			each = append(each, p)
		}
	}
	r := &finding.Report{Command: "build", Ports: all}
	for i := range 2000 {
		name := fmt.Sprintf("example.com/large/part%02d/package%04d", i%40, i)
		var failing platform.Set
		if i%4 == 0 {
			for j := range 1 + i%11 {
				failing = failing.Union(platform.Of(each[(i*7+j*j)%len(each)]))
			}
			r.Verdicts = append(r.Verdicts, finding.Verdict{Package: name, Ports: failing, Status: finding.Fail, Errors: []string{"undefined: x"}})
		}
		r.Verdicts = append(r.Verdicts, finding.Verdict{Package: name, Ports: all.Minus(failing), Status: finding.OK})
		for j := range i % 4 {
			r.Findings = append(r.Findings, finding.Finding{
				Analyzer: []string{"hardpath", "platformapi", "intsize"}[j], Severity: finding.Warning, Package: name, Ports: platform.Of(each[i%len(each)], each[j]),
				Position: finding.Position{File: fmt.Sprintf("part%02d/file%d.go", i%40, j), Line: i + 1, Column: 3},
				Message:  fmt.Sprintf("something that is not there, number %d", i),
			})
		}
	}
	return r
}

func testLarge(b *browser) {
	r := large()
	start := time.Now()
	size := b.load(r)
	b.want(`document.querySelectorAll("#list .card").length`, "100")
	load := time.Since(start)
	n := b.eval(`document.querySelectorAll("*").length`)
	const measure = `(() => {
		const query = document.getElementById("query"), t = performance.now();
		for (const q of ["package1", "package19", ""]) {
			query.value = q;
			query.dispatchEvent(new Event("input", {bubbles: true}));
			document.body.offsetHeight;
		}
		return (performance.now() - t) / 3;
	})()`
	milliseconds := func(js string) float64 {
		n, err := strconv.ParseFloat(b.eval(js), 64)
		if err != nil {
			b.t.Fatal(err)
		}
		return n
	}
	filter := milliseconds(measure)
	scroll := milliseconds(`(() => {
		const grid = document.getElementById("grid"), t = performance.now();
		for (let i = 1; i <= 20; i++) {
			grid.scrollTop = i * 500;
			grid.dispatchEvent(new Event("scroll"));
			document.body.offsetHeight;
		}
		return (performance.now() - t) / 20;
	})()`)
	b.t.Logf("%d findings, page of %d bytes, %s elements; load %v, filter %.0f ms, scroll %.1f ms", len(r.Findings), size, n, load, filter, scroll)
	// Far above what it takes, for machines that do much else.
	if size > 2<<20 || load > 20*time.Second || filter > 3000 || scroll > 1000 {
		b.t.Error("that is too much")
	}
	b.want(`document.querySelector("#r40") === null && document.getElementById("grid").getAttribute("aria-rowcount") > 500`, "true")
	b.click("#more")
	b.want(`document.querySelectorAll("#list .card").length + document.getElementById("more").textContent`, "200Show 100 of 2,800 more")
	b.run(chromedp.Focus("#grid"))
	b.keys(kb.PageDown, kb.PageDown, kb.ArrowRight, kb.Enter)
	b.want(`document.getElementById("detail").hidden`, "false")
	b.keys(kb.Escape)
}
