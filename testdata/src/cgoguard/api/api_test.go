package api

import "testing"

func TestOpen(t *testing.T) { Open("").Close() }
