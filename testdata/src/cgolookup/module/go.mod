module cgolookup/module

go 1.26

godebug (
	netdns=go
	panicnil=1
)
