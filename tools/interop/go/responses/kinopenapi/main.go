// Command kinopenapi has kin-openapi judge responses.
package main

import (
	"context"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"interop/responses"
)

func open(document []byte) (func(responses.Response) error, error) {
	contract, err := openapi3.NewLoader().LoadFromData(document)
	if err != nil {
		return nil, err
	}
	if err := contract.Validate(context.Background()); err != nil {
		return nil, err
	}
	// The document names the server of an example.
	contract.Servers = nil
	router, err := gorillamux.NewRouter(contract)
	if err != nil {
		return nil, err
	}
	return func(given responses.Response) error {
		request, err := given.Request()
		if err != nil {
			return err
		}
		route, parameters, err := router.FindRoute(request)
		if err != nil {
			return err
		}
		answer := given.HTTP()
		return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
			RequestValidationInput: &openapi3filter.RequestValidationInput{
				Request:    request,
				PathParams: parameters,
				Route:      route,
			},
			Status: answer.StatusCode,
			Header: answer.Header,
			Body:   answer.Body,
			// Otherwise a status that is not documented conforms.
			Options: &openapi3filter.Options{IncludeResponseStatus: true},
		})
	}, nil
}

func main() { responses.Main(open) }
