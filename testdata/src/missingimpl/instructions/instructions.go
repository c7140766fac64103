// Package instructions has assembly that is built for architectures that it is
// not for.
package instructions

func Add(a, b int) int // want `^Add is in wrong\.s, which is built on darwin and js too, where there is no instruction MOVQ \(line 5\); rename it to wrong_GOARCH\.s, after the architecture that it is written for, and write Add in Go for other ports$`

func Sub(a, b int) int

func Load(p *int) int // want `^Load is in arm\.s, which is built on linux, plan9 and windows too, where there is no instruction CBNZ \(line 5\); rename it to arm_arm64\.s, and write Load in Go for other ports$`

func Jump()

func Chosen() int

func Named() int
