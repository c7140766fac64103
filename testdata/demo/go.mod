module example.com/demo

go 1.26

require example.com/ledger v0.0.0

replace example.com/ledger => ./third/ledger
