// Command ogen reads each case with the types of ogen.
package main

import (
	"encoding/json"
	"fmt"

	"interop/cases"
)

func read(given cases.Case) (any, error) {
	newBody, known := types[given.Type]
	if !known {
		return nil, fmt.Errorf("there is no %s", given.Type)
	}
	body := newBody()
	return body, json.Unmarshal([]byte(given.Text), body)
}

func main() { cases.Main(read) }
