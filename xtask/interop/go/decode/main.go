// Command decode reads each case through the generated client, and prints what
// it read as text by path. Text, so that nothing rounds it afterwards.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"time"

	"interop/obshell"
)

type given struct {
	Name      string `json:"name"`
	Operation string `json:"operation"`
	Text      string `json:"text"`
}

type members map[string]string

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

func integer(value int64) string { return strconv.FormatInt(value, 10) }

func when(value time.Time) string { return value.Format(time.RFC3339Nano) }

func putTask(m members, path string, task obshell.CdbObBackupTask) error {
	status, err := task.Status.AsBackupStatus1()
	if err != nil {
		return err
	}
	mode, err := task.EncryptionMode.AsEncryptionMode1()
	if err != nil {
		return err
	}
	m[path+"tenant_id"] = integer(task.TenantId)
	m[path+"task_id"] = integer(task.TaskId)
	m[path+"job_id"] = integer(task.JobId)
	m[path+"incarnation"] = integer(task.Incarnation)
	m[path+"backup_set_id"] = integer(task.BackupSetId)
	m[path+"start_timestamp"] = when(task.StartTimestamp)
	m[path+"end_timestamp"] = when(task.EndTimestamp)
	m[path+"status"] = status
	m[path+"start_scn"] = integer(task.StartScn)
	m[path+"end_scn"] = integer(task.EndScn)
	m[path+"user_ls_start_scn"] = integer(task.UserLsStartScn)
	m[path+"encryption_mode"] = mode
	m[path+"input_bytes"] = integer(task.InputBytes)
	m[path+"output_bytes"] = integer(task.OutputBytes)
	m[path+"output_rate_bytes"] = strconv.FormatFloat(task.OutputRateBytes, 'g', -1, 64)
	m[path+"extra_meta_bytes"] = integer(task.ExtraMetaBytes)
	m[path+"tablet_count"] = integer(task.TabletCount)
	m[path+"finish_tablet_count"] = integer(task.FinishTabletCount)
	m[path+"macro_block_count"] = integer(task.MacroBlockCount)
	m[path+"finish_macro_block_count"] = integer(task.FinishMacroBlockCount)
	m[path+"file_count"] = integer(task.FileCount)
	m[path+"meta_turn_id"] = integer(task.MetaTurnId)
	m[path+"data_turn_id"] = integer(task.DataTurnId)
	m[path+"result"] = integer(task.Result)
	m[path+"comment"] = task.Comment
	m[path+"path"] = task.Path
	return nil
}

func putEnvelope(m members, successful bool, timestamp time.Time, duration int64, status int32, trace string) {
	m["successful"] = strconv.FormatBool(successful)
	m["timestamp"] = when(timestamp)
	m["duration"] = integer(duration)
	m["status"] = integer(int64(status))
	m["traceId"] = trace
}

func putFailure(m members, failures ...*obshell.Failure) error {
	for _, failure := range failures {
		if failure == nil {
			continue
		}
		putEnvelope(m, bool(failure.Successful), failure.Timestamp, failure.Duration, failure.Status, failure.TraceId)
		m["error.message"] = failure.Error.Message
		if failure.Error.Code != nil {
			m["error.code"] = integer(*failure.Error.Code)
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

func read(g given) (members, error) {
	m := members{}
	client, err := obshell.NewClientWithResponses("http://127.0.0.1:2886", obshell.WithHTTPClient(answering{g.Text}))
	if err != nil {
		return nil, err
	}
	if g.Operation == "tenant-backup-overview" {
		response, err := client.TenantBackupOverviewWithResponse(context.Background(), "tenant1")
		if err != nil {
			return nil, err
		}
		body := response.JSON200
		if body == nil {
			return m, putFailure(m, response.JSON400, response.JSON401, response.JSON404, response.JSON500)
		}
		putEnvelope(m, bool(body.Successful), body.Timestamp, body.Duration, body.Status, body.TraceId)
		return m, putTask(m, "data.status.", body.Data.Status)
	}
	response, err := client.ObclusterBackupOverviewWithResponse(context.Background())
	if err != nil {
		return nil, err
	}
	body := response.JSON200
	if body == nil {
		return m, putFailure(m, response.JSON400, response.JSON401, response.JSON404, response.JSON500)
	}
	putEnvelope(m, bool(body.Successful), body.Timestamp, body.Duration, body.Status, body.TraceId)
	m["data.statuses"] = strconv.Itoa(len(body.Data.Statuses))
	for at, task := range body.Data.Statuses {
		if err := putTask(m, fmt.Sprintf("data.statuses.%d.", at), task); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func run() error {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	var cases []given
	if err := json.Unmarshal(text, &cases); err != nil {
		return err
	}
	all := map[string]members{}
	for _, g := range cases {
		m, err := read(g)
		if err != nil {
			m = members{"refused": err.Error()}
		}
		all[g.Name] = m
	}
	return json.NewEncoder(os.Stdout).Encode(all)
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
