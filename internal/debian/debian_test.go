package debian

import "testing"

func TestPackages(t *testing.T) {
	for _, test := range []struct{ got, want string }{
		{Header("zlib.h"), "zlib1g-dev"},
		{Header("alsa/asoundlib.h"), "libasound2-dev"},
		{Library("z"), "zlib1g-dev"},
		{PkgConfig("alsa"), "libasound2-dev"},
		{Header("nosuch.h"), ""},
		{Library("zlib.h"), ""},
	} {
		if test.got != test.want {
			t.Errorf("got package %q, want %q", test.got, test.want)
		}
	}
}
