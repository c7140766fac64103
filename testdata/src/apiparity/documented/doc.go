// Copyright 2009 The Windows Authors. All rights reserved.

// Package documented is nearly everywhere; there is nothing in it on Windows.
package documented
