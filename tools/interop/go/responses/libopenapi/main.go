// Command libopenapi has libopenapi-validator judge responses.
package main

import (
	"errors"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/pb33f/libopenapi-validator/config"

	"interop/responses"
)

func open(document []byte) (func(responses.Response) error, error) {
	contract, err := libopenapi.NewDocument(document)
	if err != nil {
		return nil, err
	}
	// It reads numbers as doubles, and would refuse the largest integers as beyond 64 bits.
	anyInteger := func(any) error { return nil }
	judge, problems := validator.NewValidator(
		contract,
		config.WithFormatAssertions(),
		config.WithCustomFormat("int64", anyInteger),
		config.WithCustomFormat("int32", anyInteger),
	)
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return func(given responses.Response) error {
		request, err := given.Request()
		if err != nil {
			return err
		}
		if valid, found := judge.ValidateHttpResponse(request, given.HTTP()); !valid {
			return found[0]
		}
		return nil
	}, nil
}

func main() { responses.Main(open) }
