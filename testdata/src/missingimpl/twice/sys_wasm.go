package twice

var sys = 1 // want `^sys is declared in sys_wasm.go and in sys_js.go, which are both built on js; add wasip1 to the constraint of sys_wasm.go$`
