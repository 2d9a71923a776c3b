package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"

	"interop/obshell"
)

func main() {
	baseURL, header, tenants := os.Args[1], os.Args[2], os.Args[3:]
	authorize := func(_ context.Context, request *http.Request) error {
		request.Header.Set("X-OCS-Header", header)
		return nil
	}
	client, err := obshell.NewClientWithResponses(baseURL, obshell.WithRequestEditorFn(authorize))
	if err != nil {
		log.Fatal(err)
	}
	for _, name := range tenants {
		response, err := client.TenantBackupOverviewWithResponse(context.Background(), name, nil)
		if err != nil {
			log.Fatal(err)
		}
		switch {
		case response.JSON200 != nil:
			task := response.JSON200.Data.Status
			fmt.Println(name, task.Status, task.StartScn)
		case response.JSON404 != nil && response.JSON404.Error.ErrCode != nil:
			fmt.Println(name, *response.JSON404.Error.ErrCode)
		default:
			fmt.Println(name, response.Status())
		}
	}
}
