package render

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/xplatvet/xplatvet/internal/matrix"
)

// Stats writes what the type checks of all ports came to: the time by the clock
// of each phase, and the packages with several classes of ports.
func Stats(w io.Writer, s matrix.Stats) error {
	var b strings.Builder
	tw := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, p := range s.Phases {
		fmt.Fprintf(tw, "%s\t  %s\t\n", p.Time.Round(time.Millisecond), p.Name)
	}
	tw.Flush()
	if s.Recalled {
		fmt.Fprintf(&b, "%s: nothing has changed since the last check, of which this is the report; -count=1 checks again\n", count(s.Ports, "port"))
		_, err := io.WriteString(w, b.String())
		return err
	}
	single := 0
	var several []matrix.PackageStats
	for _, p := range s.Packages {
		if p.Classes < 2 {
			single++
		} else {
			several = append(several, p)
		}
	}
	fmt.Fprintf(&b, "%s, %s of types; %s checked, %d of them once for all ports; verdicts on %d more were kept\n",
		count(s.Ports, "port"), count(s.Universes, "universe"), count(len(s.Packages), "package"), single, s.Kept)
	slices.SortStableFunc(several, func(a, b matrix.PackageStats) int { return b.Repeats - a.Repeats })
	tw = tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	if len(several) > 0 {
		fmt.Fprintln(tw, "ports\tclasses\tparts\trepeated\t  package\t")
	}
	for _, p := range several {
		fmt.Fprintf(tw, "%d\t%d\t%d\t%d\t  %s\t\n", p.Ports, p.Classes, p.Units, p.Repeats, escape(p.Path))
	}
	tw.Flush()
	_, err := io.WriteString(w, b.String())
	return err
}
