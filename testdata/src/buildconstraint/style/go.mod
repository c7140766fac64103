module example.com/style

go 1.20
