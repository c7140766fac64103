package render

// Version is the version of the JSON format.
const Version = 1

// A Document is the JSON form of a report.
type Document struct {
	Version  int       `json:"version"`
	Command  string    `json:"command"`  // check, build, ...
	Ports    []string  `json:"ports"`    // the targets
	Findings []Finding `json:"findings"` // by file, line, column, analyzer, message
	Verdicts []Verdict `json:"verdicts"` // by package, port
	Problems []Problem `json:"problems"` // why something could not be analysed, by file and line
	Notes    []Note    `json:"notes"`    // what there is to know of ports, though nothing failed
	Gone     []Gone    `json:"gone"`     // what the baseline has, and is not there any more
	Cover    []Cover   `json:"cover"`    // of a build of few ports: which others each stands for
	Revision string    `json:"revision"` // digest of what was built and how, the same for all parts of one build; "" if not known
	Shard    Shard     `json:"shard"`    // which part this is
	Summary  Summary   `json:"summary"`
}

// A Cover is a port that stands for others.
type Cover struct {
	Port string   `json:"port"`
	For  []string `json:"for"`
}

// A Shard is a part of the work, made on one of several machines.
type Shard struct {
	Index int `json:"index"` // from 1; 0 if this is all of it
	Count int `json:"count"` // of parts; 0 if this is all of it
}

// A Position is a place in a file. Lines and columns count from 1, columns in
// bytes; 0 is unknown. The end is exclusive.
type Position struct {
	File      string `json:"file"` // slash-separated, relative to the module root if below it
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
}

// A Finding is one statement about the source, with the ports it is true on.
type Finding struct {
	Analyzer string `json:"analyzer"` // name of an analyzer, "typecheck" or "compile"
	Severity string `json:"severity"` // "error" or "warning"
	Package  string `json:"package"`  // import path
	Position
	Message string    `json:"message"`
	Kind    string    `json:"kind"`   // sort of a build error, "" of other findings
	Remedy  string    `json:"remedy"` // what to do about a build error, may be ""
	Ports   []string  `json:"ports"`
	Related []Related `json:"related"` // other places that explain the finding
	Fixes   []Fix     `json:"fixes"`   // alternatives
}

// A Related is a place that explains a finding.
type Related struct {
	Position
	Message string `json:"message"`
}

// A Fix is a change that mends a finding.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits"`
}

// An Edit replaces the bytes from start up to end of a file, counted from 0.
type Edit struct {
	File    string `json:"file"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	NewText string `json:"newText"`
}

// A Verdict is how a package fares on a port.
type Verdict struct {
	Package string   `json:"package"`
	Port    string   `json:"port"`
	Status  string   `json:"status"` // a key of Statuses
	Errors  []string `json:"errors"` // the package's own errors; the failed dependencies if it is blocked
}

// A Problem is why something could not be analysed. A report with problems is
// incomplete.
type Problem struct {
	File    string   `json:"file"` // empty if there is no file to point to
	Line    int      `json:"line"`
	Column  int      `json:"column"`
	Message string   `json:"message"`
	Ports   []string `json:"ports"`
}

// A Note is what there is to know of ports, though nothing failed.
type Note struct {
	Message string   `json:"message"`
	Ports   []string `json:"ports"`
}

// A Gone is a finding of the baseline that is not there any more.
type Gone struct {
	Analyzer string   `json:"analyzer"`
	Package  string   `json:"package"`
	File     string   `json:"file"` // empty if it was in none
	Message  string   `json:"message"`
	Ports    []string `json:"ports"`
}

// A Summary counts what is in a Document.
type Summary struct {
	Findings  int            `json:"findings"`
	Analyzers map[string]int `json:"analyzers"` // findings by analyzer
	Verdicts  Statuses       `json:"verdicts"`  // verdicts by status
	Packages  int            `json:"packages"`  // packages with a finding, or a verdict other than excluded
	Ports     int            `json:"ports"`
	Problems  int            `json:"problems"`
	PutOff    int            `json:"putOff"` // findings that are left out because the baseline has them
}

// Statuses counts verdicts by status.
type Statuses struct {
	OK       int `json:"ok"`
	Fail     int `json:"fail"`     // the package has errors of its own
	Blocked  int `json:"blocked"`  // a dependency fails
	Excluded int `json:"excluded"` // build constraints exclude all files, and nothing asked for the package by name
	Skipped  int `json:"skipped"`  // not examined; a problem says why
}
