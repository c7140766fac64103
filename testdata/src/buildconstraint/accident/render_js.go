package accident // want `^the suffix _js is a constraint: render_js.go is built on js only, and every port but js needs it; rename the file$`

import "fmt"

func render() { fmt.Println("<script>") }
