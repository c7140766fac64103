//go:build (gccgo && !gc) || go1.99 || goexperiment.aliens || amd64.v4

package ok
