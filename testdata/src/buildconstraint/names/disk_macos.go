package names // want `^the suffix _macos is no constraint, .*; add //go:build darwin$`
