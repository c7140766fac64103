// Command cacheprog is a GOCACHEPROG that cannot keep anything.
package main

import (
	"bufio"
	"encoding/json"
	"os"
)

type request struct {
	ID       int64
	Command  string
	BodySize int64
}

type response struct {
	ID            int64
	Err           string   `json:",omitempty"`
	Miss          bool     `json:",omitempty"`
	KnownCommands []string `json:",omitempty"`
}

func main() {
	out := json.NewEncoder(os.Stdout)
	out.Encode(response{KnownCommands: []string{"get", "put", "close"}})
	in := json.NewDecoder(bufio.NewReader(os.Stdin))
	for {
		var req request
		if in.Decode(&req) != nil {
			return
		}
		res := response{ID: req.ID}
		switch req.Command {
		case "put":
			if req.BodySize > 0 {
				var body []byte
				in.Decode(&body)
			}
			res.Err = "the cache server does not answer"
		case "get":
			res.Miss = true
		}
		if out.Encode(res) != nil {
			return
		}
	}
}
