module github.com/xplatvet/xplatvet

go 1.26
