// Command gojsonschema reads each case with the types that go-jsonschema makes of the
// JSON Schemas.
package main

import (
	"encoding/json"
	"fmt"

	"interop/cases"
)

func read(given cases.Case) (any, error) {
	name := given.Operation + " " + given.Type
	newBody, known := types[name]
	if !known {
		return nil, fmt.Errorf("there is no %s", name)
	}
	body := newBody()
	return body, json.Unmarshal([]byte(given.Text), body)
}

func main() { cases.Main(read) }
