//go:build integration || tools || gofuzz || race || purego || appengine || windows7 || unit || debug

package ok
