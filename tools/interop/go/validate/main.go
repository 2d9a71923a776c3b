// Command validate has each document of the corpus judged, and prints the
// verdicts.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func run() error {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	var corpus struct {
		Schemas   map[string]json.RawMessage `json:"schemas"`
		Documents []struct {
			Operation string `json:"operation"`
			Text      string `json:"text"`
		} `json:"documents"`
	}
	if err := json.Unmarshal(text, &corpus); err != nil {
		return err
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	compiled := map[string]*jsonschema.Schema{}
	for operation, text := range corpus.Schemas {
		schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			return err
		}
		id := schema.(map[string]any)["$id"].(string)
		if err := compiler.AddResource(id, schema); err != nil {
			return err
		}
		if compiled[operation], err = compiler.Compile(id); err != nil {
			return err
		}
	}
	verdicts := make([]bool, len(corpus.Documents))
	for at, document := range corpus.Documents {
		body, err := jsonschema.UnmarshalJSON(strings.NewReader(document.Text))
		verdicts[at] = err == nil && compiled[document.Operation].Validate(body) == nil
	}
	return json.NewEncoder(os.Stdout).Encode(verdicts)
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
