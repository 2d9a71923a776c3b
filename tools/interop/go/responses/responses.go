// Package responses has the responses of the corpus judged, and prints the verdicts.
package responses

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
)

// Response is one response, and the request that it belongs to.
type Response struct {
	Method string `json:"method"`
	// Path has a value for each parameter.
	Path   string `json:"path"`
	Status int    `json:"status"`
	Text   string `json:"text"`
}

// Request is what the client sent.
func (given Response) Request() (*http.Request, error) {
	request, err := http.NewRequest(given.Method, given.Path, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("X-OCS-Header", "a header")
	return request, nil
}

// HTTP is what the server sent.
func (given Response) HTTP() *http.Response {
	return &http.Response{
		StatusCode: given.Status,
		Header:     http.Header{"Content-Type": {"application/json"}},
		Body:       io.NopCloser(bytes.NewReader([]byte(given.Text))),
	}
}

// Main takes a function that reads the document of the first argument, and has what it
// returns judge each response in the file of the second.
func Main(open func(document []byte) (func(Response) error, error)) {
	if err := run(open); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(open func(document []byte) (func(Response) error, error)) error {
	document, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	judge, err := open(document)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(os.Args[2])
	if err != nil {
		return err
	}
	var given []Response
	if err := json.Unmarshal(text, &given); err != nil {
		return err
	}
	verdicts := make([]bool, len(given))
	for at, response := range given {
		verdicts[at] = judge(response) == nil
	}
	return json.NewEncoder(os.Stdout).Encode(verdicts)
}
