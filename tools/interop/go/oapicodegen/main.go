// Command oapicodegen reads each case through the client of oapi-codegen.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"

	"interop/cases"
	"interop/obshell"
)

// server answers every request with one body, as the server does, and keeps what was sent.
type server struct {
	given cases.Case
	sent  json.RawMessage
}

func (s *server) Do(request *http.Request) (*http.Response, error) {
	if request.Body != nil {
		sent, err := io.ReadAll(request.Body)
		if err != nil {
			return nil, err
		}
		s.sent = sent
	}
	return &http.Response{
		StatusCode: s.given.Status,
		Status:     http.StatusText(s.given.Status),
		Header:     http.Header{"Content-Type": {"application/json"}},
		Body:       io.NopCloser(bytes.NewReader([]byte(s.given.Answer))),
	}, nil
}

// arguments makes what a method of the client takes.
func arguments(method reflect.Type, given cases.Case) ([]reflect.Value, error) {
	in := []reflect.Value{reflect.ValueOf(context.Background())}
	var names []string
	for _, part := range strings.Split(given.Path, "/") {
		if strings.HasPrefix(part, "{") {
			names = append(names, strings.Trim(part, "{}"))
		}
	}
	// The last one is variadic.
	for at := 1; at < method.NumIn()-1; at++ {
		argument := reflect.New(method.In(at))
		var text []byte
		switch {
		case at <= len(names):
			var err error
			if text, err = json.Marshal(given.Parameters.Path[names[at-1]]); err != nil {
				return nil, err
			}
		case argument.Elem().Kind() == reflect.Pointer:
			text = given.Parameters.Query
		case given.Body != nil:
			text = []byte(*given.Body)
		default:
			return nil, fmt.Errorf("nothing to pass as %s", method.In(at))
		}
		if err := json.Unmarshal(text, argument.Interface()); err != nil {
			return nil, err
		}
		in = append(in, argument.Elem())
	}
	return in, nil
}

func read(given cases.Case) (any, error) {
	server := &server{given: given}
	client, err := obshell.NewClientWithResponses("http://127.0.0.1:2886", obshell.WithHTTPClient(server))
	if err != nil {
		return nil, err
	}
	name := strings.ToUpper(given.Operation[:1]) + given.Operation[1:]
	method := reflect.ValueOf(client).MethodByName(name + "WithResponse")
	if !method.IsValid() {
		return nil, fmt.Errorf("the client has no %s", name)
	}
	in, err := arguments(method.Type(), given)
	if err != nil {
		return nil, err
	}
	out := method.Call(in)
	if err, failed := out[1].Interface().(error); failed {
		return nil, err
	}
	if given.Writes {
		return server.sent, nil
	}
	response := out[0].Elem()
	for at := range response.NumField() {
		field := response.Field(at)
		if strings.HasPrefix(response.Type().Field(at).Name, "JSON") && !field.IsNil() {
			return field.Interface(), nil
		}
	}
	return nil, errors.New("no response is documented for this status")
}

func main() { cases.Main(read) }
