// Package cases has bodies read and prints what was read, as text by path. Text,
// so that nothing rounds it afterwards.
package cases

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"time"
)

// Case is one body.
type Case struct {
	Name      string `json:"name"`
	Operation string `json:"operation"`
	Text      string `json:"text"`
}

// Members is what was read in a body.
type Members map[string]string

// Integer is the text of an integer.
func Integer(value int64) string { return strconv.FormatInt(value, 10) }

// Real is the text of a number that may have a fraction.
func Real(value float64) string { return strconv.FormatFloat(value, 'g', -1, 64) }

// Time is the text of a timestamp.
func Time(value time.Time) string { return value.Format(time.RFC3339Nano) }

// Main has each body read that is in the file of the first argument.
func Main(read func(Case) (Members, error)) {
	if err := run(read); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(read func(Case) (Members, error)) error {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	var cases []Case
	if err := json.Unmarshal(text, &cases); err != nil {
		return err
	}
	all := map[string]Members{}
	for _, given := range cases {
		members, err := read(given)
		if err != nil {
			members = Members{"refused": err.Error()}
		}
		all[given.Name] = members
	}
	return json.NewEncoder(os.Stdout).Encode(all)
}
