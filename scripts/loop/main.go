//go:build peers

// Loop compares the time of xplatvet build with that of the loop
//
//	for p in $ports; do GOOS=${p%/*} GOARCH=${p#*/} go build ./...; done
//
// on one module, in one run:
//
//	go run -tags peers ./scripts/loop [-ports=first-class] [-cover] DIR
//
// Cold is with empty caches of the go command and of xplatvet, warm the same
// once more. The loop has cgo off, as xplatvet has; it links commands, which
// xplatvet does with -link only, so both are timed. With -cover, xplatvet builds
// representatives of the ports. A port takes the loop the same time whatever
// comes before it, so that -sample=n may time every n-th one instead of all.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/xplatvet/xplatvet/internal/sysmem"
	"github.com/xplatvet/xplatvet/platform"
)

var (
	ports  = flag.String("ports", "first-class", "`ports` to build")
	cover  = flag.Bool("cover", false, "build representatives of the ports, cold only")
	sample = flag.Int("sample", 1, "time the loop on every `n`-th port only")
)

func main() {
	flag.Parse()
	if err := run(flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "loop:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return errors.New("usage: loop [flags] DIR")
	}
	set, err := platform.Parse(*ports)
	if err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "xplatvet-loop-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	tool := filepath.Join(temp, "xplatvet")
	if out, err := exec.Command("go", "build", "-o", tool, "./cmd/xplatvet").CombinedOutput(); err != nil {
		return fmt.Errorf("build xplatvet: %w\n%s", err, out)
	}
	b := &bench{dir: args[0], temp: temp, tool: tool}
	for p := range set.Ports() {
		if !p.Cgo {
			b.ports = append(b.ports, p)
		}
	}
	if err := b.fetch(); err != nil {
		return err
	}
	memory, _ := sysmem.Available()
	fmt.Printf("%d ports, %d MB available, load %s", len(b.ports), memory>>20, load())
	if *cover {
		loop := b.loop("loop, cold", "loop")
		b.build("build -cover, cold", "cover", loop, "-cover")
		return nil
	}
	loop := b.loop("loop, cold", "loop")
	b.build("build, cold", "build", loop)
	b.build("build -link, cold", "link", loop, "-link")
	loop = b.loop("loop, warm", "loop")
	b.build("build, warm", "build", loop)
	b.build("build -count=1, warm", "build", loop, "-count=1")
	b.build("build -link, warm", "link", loop, "-link")
	return nil
}

type bench struct {
	dir, temp, tool string
	ports           []platform.Port
}

// fetch downloads what is needed, which is no part of what is timed.
func (b *bench) fetch() error {
	for _, p := range b.ports {
		if err := b.command(p, "", "go", "list", "-e", "-deps", "./...").Run(); err != nil {
			return fmt.Errorf("list packages for %s: %w", p.Pair(), err)
		}
	}
	return nil
}

// command returns a command with caches of its own.
func (b *bench) command(p platform.Port, caches, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = b.dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=")
	if p.GOOS != "" {
		cmd.Env = append(cmd.Env, "GOOS="+p.GOOS, "GOARCH="+p.GOARCH)
	}
	if caches != "" {
		dir := filepath.Join(b.temp, caches)
		cmd.Env = append(cmd.Env, "GOCACHE="+filepath.Join(dir, "go"), "XDG_CACHE_HOME="+filepath.Join(dir, "own"))
	}
	return cmd
}

// loop times the loop, failures included.
func (b *bench) loop(what, caches string) time.Duration {
	var wall, cpu time.Duration
	n := 0
	for i, p := range b.ports {
		if i%*sample != 0 {
			continue
		}
		n++
		cmd := b.command(p, caches, "go", "build", "./...")
		start := time.Now()
		cmd.Run()
		wall += time.Since(start)
		cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	scale := func(d time.Duration) time.Duration { return d * time.Duration(len(b.ports)) / time.Duration(n) }
	fmt.Printf("%-22s %8.1f s wall %8.1f s CPU  (%d of %d ports timed)\n", what, scale(wall).Seconds(), scale(cpu).Seconds(), n, len(b.ports))
	return scale(wall)
}

// build times xplatvet build against the loop.
func (b *bench) build(what, caches string, loop time.Duration, flags ...string) {
	var names []string
	for _, p := range b.ports {
		names = append(names, p.String())
	}
	args := append([]string{"build", "-format=json", "-platforms=" + strings.Join(names, ",")}, flags...)
	cmd := b.command(platform.Port{}, caches, b.tool, append(args, "./...")...)
	cmd.Stdout = io.Discard
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	note := ""
	if code := cmd.ProcessState.ExitCode(); code > 1 {
		note = fmt.Sprintf("  failed: %v", err)
	}
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	fmt.Printf("%-22s %8.1f s wall %8.1f s CPU  %.2f × the loop%s\n", what, wall.Seconds(), cpu.Seconds(), wall.Seconds()/loop.Seconds(), note)
}

func load() string {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown\n"
	}
	return strings.Join(strings.Fields(string(data))[:3], " ") + "\n"
}
