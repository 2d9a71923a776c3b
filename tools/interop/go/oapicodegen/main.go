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
	"strconv"
	"time"

	"interop/cases"
	"interop/obshell"
)

// answering answers every request with one body, as the server does.
type answering struct{ body string }

func (a answering) Do(*http.Request) (*http.Response, error) {
	var envelope struct {
		Status int `json:"status"`
	}
	if err := json.Unmarshal([]byte(a.body), &envelope); err != nil {
		return nil, err
	}
	return &http.Response{
		StatusCode: envelope.Status,
		Status:     http.StatusText(envelope.Status),
		Header:     http.Header{"Content-Type": {"application/json"}},
		Body:       io.NopCloser(bytes.NewReader([]byte(a.body))),
	}, nil
}

func putTask(m cases.Members, path string, task obshell.CdbObBackupTask) {
	m[path+"tenant_id"] = cases.Integer(task.TenantId)
	m[path+"task_id"] = cases.Integer(task.TaskId)
	m[path+"job_id"] = cases.Integer(task.JobId)
	m[path+"incarnation"] = cases.Integer(task.Incarnation)
	m[path+"backup_set_id"] = cases.Integer(task.BackupSetId)
	m[path+"start_timestamp"] = cases.Time(task.StartTimestamp)
	m[path+"end_timestamp"] = cases.Time(task.EndTimestamp)
	m[path+"status"] = task.Status
	m[path+"start_scn"] = cases.Integer(task.StartScn)
	m[path+"end_scn"] = cases.Integer(task.EndScn)
	m[path+"user_ls_start_scn"] = cases.Integer(task.UserLsStartScn)
	m[path+"encryption_mode"] = task.EncryptionMode
	m[path+"input_bytes"] = cases.Integer(task.InputBytes)
	m[path+"output_bytes"] = cases.Integer(task.OutputBytes)
	m[path+"output_rate_bytes"] = cases.Real(task.OutputRateBytes)
	m[path+"extra_meta_bytes"] = cases.Integer(task.ExtraMetaBytes)
	m[path+"tablet_count"] = cases.Integer(task.TabletCount)
	m[path+"finish_tablet_count"] = cases.Integer(task.FinishTabletCount)
	m[path+"macro_block_count"] = cases.Integer(task.MacroBlockCount)
	m[path+"finish_macro_block_count"] = cases.Integer(task.FinishMacroBlockCount)
	m[path+"file_count"] = cases.Integer(task.FileCount)
	m[path+"meta_turn_id"] = cases.Integer(task.MetaTurnId)
	m[path+"data_turn_id"] = cases.Integer(task.DataTurnId)
	m[path+"result"] = cases.Integer(task.Result)
	m[path+"comment"] = task.Comment
	m[path+"path"] = task.Path
}

func putEnvelope(m cases.Members, successful bool, timestamp time.Time, duration int64, status int32, trace string) {
	m["successful"] = strconv.FormatBool(successful)
	m["timestamp"] = cases.Time(timestamp)
	m["duration"] = cases.Integer(duration)
	m["status"] = cases.Integer(int64(status))
	m["traceId"] = trace
}

func putFailure(m cases.Members, failures ...*obshell.Failure) error {
	for _, failure := range failures {
		if failure == nil {
			continue
		}
		putEnvelope(m, failure.Successful, failure.Timestamp, failure.Duration, failure.Status, failure.TraceId)
		m["error.message"] = failure.Error.Message
		if failure.Error.Code != nil {
			m["error.code"] = cases.Integer(*failure.Error.Code)
		}
		if failure.Error.ErrCode != nil {
			m["error.errCode"] = *failure.Error.ErrCode
		}
		if failure.Error.SubErrors != nil {
			m["error.subErrors"] = strconv.Itoa(len(*failure.Error.SubErrors))
			for at, subError := range *failure.Error.SubErrors {
				for name, value := range map[string]*string{
					"tag":     subError.Tag,
					"field":   subError.Field,
					"message": subError.Message,
				} {
					if value != nil {
						m[fmt.Sprintf("error.subErrors.%d.%s", at, name)] = *value
					}
				}
			}
		}
		return nil
	}
	return errors.New("no response is documented for this status")
}

func read(given cases.Case) (cases.Members, error) {
	m := cases.Members{}
	client, err := obshell.NewClientWithResponses("http://127.0.0.1:2886", obshell.WithHTTPClient(answering{given.Text}))
	if err != nil {
		return nil, err
	}
	if given.Operation == "tenant-backup-overview" {
		response, err := client.TenantBackupOverviewWithResponse(context.Background(), "tenant1", nil)
		if err != nil {
			return nil, err
		}
		body := response.JSON200
		if body == nil {
			return m, putFailure(m, response.JSON400, response.JSON401, response.JSON404, response.JSON500)
		}
		putEnvelope(m, body.Successful, body.Timestamp, body.Duration, body.Status, body.TraceId)
		putTask(m, "data.status.", body.Data.Status)
		return m, nil
	}
	response, err := client.ObclusterBackupOverviewWithResponse(context.Background(), nil)
	if err != nil {
		return nil, err
	}
	body := response.JSON200
	if body == nil {
		return m, putFailure(m, response.JSON400, response.JSON401, response.JSON404, response.JSON500)
	}
	putEnvelope(m, body.Successful, body.Timestamp, body.Duration, body.Status, body.TraceId)
	m["data.statuses"] = strconv.Itoa(len(body.Data.Statuses))
	for at, task := range body.Data.Statuses {
		putTask(m, fmt.Sprintf("data.statuses.%d.", at), task)
	}
	return m, nil
}

func main() { cases.Main(read) }
