package hardpath

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const remedyProgram = `package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"time"
)

func main() {
	switch os.Args[1] {
	case "tempdir":
		fmt.Println(os.TempDir())
	case "make":
		fatal(os.WriteFile("cert.pem", create(), 0o666))
	case "fallback":
		fallback := x509.NewCertPool()
		fallback.AppendCertsFromPEM(read())
		x509.SetFallbackRoots(fallback)
		fallthrough
	case "verify":
		block, _ := pem.Decode(read())
		cert, err := x509.ParseCertificate(block.Bytes)
		fatal(err)
		_, err = cert.Verify(x509.VerifyOptions{})
		fmt.Println(err)
	}
}

func fatal(err error) {
	if err != nil {
		panic(err)
	}
}

func read() []byte {
	text, err := os.ReadFile("cert.pem")
	fatal(err)
	return text
}

func create() []byte {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	fatal(err)
	cert := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, cert, cert, key.Public(), key)
	fatal(err)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}
`

// TestRemedies holds that what diagnostics recommend, os.TempDir and the roots
// of crypto/x509, looks where it is said to, on a linux that has nothing else.
func TestRemedies(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"main.go": remedyProgram, "go.mod": "module m\ngo 1.26\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	exe := filepath.Join(dir, "remedy")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", exe)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PWD="+dir, "GOFLAGS=", "GOWORK=off", "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	const none = "SSL_CERT_FILE=/nosuch SSL_CERT_DIR=/nosuch "
	for _, test := range []struct{ env, arg, want string }{
		{"", "tempdir", "/tmp"},
		{"TMPDIR=/var/x", "tempdir", "/var/x"},
		{"TMP=/var/x TEMP=/var/x", "tempdir", "/tmp"}, // those are of windows
		{"", "make", ""},
		{none, "verify", "x509: certificate signed by unknown authority"},
		{"SSL_CERT_FILE=cert.pem SSL_CERT_DIR=/nosuch", "verify", "<nil>"},
		{"SSL_CERT_FILE=/nosuch SSL_CERT_DIR=/nosuch:.", "verify", "<nil>"},
		{none, "fallback", "<nil>"}, // as golang.org/x/crypto/x509roots/fallback does
	} {
		cmd := exec.CommandContext(t.Context(), exe, test.arg)
		cmd.Dir = dir
		cmd.Env = append(strings.Fields(test.env), "PWD="+dir)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if got := strings.TrimSpace(string(out)); got != test.want {
			t.Errorf("%s %s: %q, want %q", test.env, test.arg, got, test.want)
		}
	}
}
