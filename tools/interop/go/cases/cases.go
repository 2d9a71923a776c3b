// Package cases has bodies read, and prints what the client writes of them.
package cases

import (
	"encoding/json"
	"fmt"
	"os"
)

// Case is one body, and the call that it belongs to.
type Case struct {
	Name       string `json:"name"`
	Type       string `json:"type"`
	Text       string `json:"text"`
	Operation  string `json:"operation"`
	Path       string `json:"path"`
	Parameters struct {
		Path  map[string]any  `json:"path"`
		Query json.RawMessage `json:"query"`
	} `json:"parameters"`
	Body   *string `json:"body"`
	Status int     `json:"status"`
	Answer string  `json:"answer"`
	// Writes tells that the body is sent by the client.
	Writes bool `json:"writes"`
}

type answer struct {
	Read    string `json:"read,omitempty"`
	Refused string `json:"refused,omitempty"`
}

// Main has each case read that is in the file of the first argument.
func Main(read func(Case) (any, error)) {
	if err := run(read); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(read func(Case) (any, error)) error {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	var cases []Case
	if err := json.Unmarshal(text, &cases); err != nil {
		return err
	}
	all := map[string]answer{}
	for _, given := range cases {
		all[given.Name] = one(given, read)
	}
	return json.NewEncoder(os.Stdout).Encode(all)
}

func one(given Case, read func(Case) (any, error)) answer {
	value, err := read(given)
	if err != nil {
		return answer{Refused: err.Error()}
	}
	text, err := json.Marshal(value)
	if err != nil {
		return answer{Refused: err.Error()}
	}
	return answer{Read: string(text)}
}
