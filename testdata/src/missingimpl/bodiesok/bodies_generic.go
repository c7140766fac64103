//go:build !amd64 && !arm64

package bodiesok

func exp(x float64) float64 { return x }
