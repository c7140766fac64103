// Command reviewdog prints what reviewdog reads from the SARIF on its standard
// input, one line of JSON for each diagnostic.
package main

import (
	"fmt"
	"log"
	"os"

	"github.com/reviewdog/reviewdog/parser"
	"google.golang.org/protobuf/encoding/protojson"
)

func main() {
	list, err := parser.NewSarifParser().Parse(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	for _, d := range list {
		d.OriginalOutput = ""
		line, err := protojson.Marshal(d)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(string(line))
	}
}
