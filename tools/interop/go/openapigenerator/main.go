// Command openapigenerator reads each case with the models of openapi-generator.
package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"interop/cases"
	"interop/obshellgen"
)

func putTask(m cases.Members, path string, task obshellgen.CdbObBackupTask) {
	m[path+"tenant_id"] = cases.Integer(task.GetTenantId())
	m[path+"task_id"] = cases.Integer(task.GetTaskId())
	m[path+"job_id"] = cases.Integer(task.GetJobId())
	m[path+"incarnation"] = cases.Integer(task.GetIncarnation())
	m[path+"backup_set_id"] = cases.Integer(task.GetBackupSetId())
	m[path+"start_timestamp"] = cases.Time(task.GetStartTimestamp())
	m[path+"end_timestamp"] = cases.Time(task.GetEndTimestamp())
	m[path+"status"] = task.GetStatus()
	m[path+"start_scn"] = cases.Integer(task.GetStartScn())
	m[path+"end_scn"] = cases.Integer(task.GetEndScn())
	m[path+"user_ls_start_scn"] = cases.Integer(task.GetUserLsStartScn())
	m[path+"encryption_mode"] = task.GetEncryptionMode()
	m[path+"input_bytes"] = cases.Integer(task.GetInputBytes())
	m[path+"output_bytes"] = cases.Integer(task.GetOutputBytes())
	m[path+"output_rate_bytes"] = cases.Real(task.GetOutputRateBytes())
	m[path+"extra_meta_bytes"] = cases.Integer(task.GetExtraMetaBytes())
	m[path+"tablet_count"] = cases.Integer(task.GetTabletCount())
	m[path+"finish_tablet_count"] = cases.Integer(task.GetFinishTabletCount())
	m[path+"macro_block_count"] = cases.Integer(task.GetMacroBlockCount())
	m[path+"finish_macro_block_count"] = cases.Integer(task.GetFinishMacroBlockCount())
	m[path+"file_count"] = cases.Integer(task.GetFileCount())
	m[path+"meta_turn_id"] = cases.Integer(task.GetMetaTurnId())
	m[path+"data_turn_id"] = cases.Integer(task.GetDataTurnId())
	m[path+"result"] = cases.Integer(task.GetResult())
	m[path+"comment"] = task.GetComment()
	m[path+"path"] = task.GetPath()
}

type envelope interface {
	GetSuccessful() bool
	GetTimestamp() time.Time
	GetDuration() int64
	GetStatus() int32
	GetTraceId() string
}

func putEnvelope(m cases.Members, body envelope) {
	m["successful"] = strconv.FormatBool(body.GetSuccessful())
	m["timestamp"] = cases.Time(body.GetTimestamp())
	m["duration"] = cases.Integer(body.GetDuration())
	m["status"] = cases.Integer(int64(body.GetStatus()))
	m["traceId"] = body.GetTraceId()
}

func putError(m cases.Members, apiError obshellgen.ApiError) {
	m["error.message"] = apiError.GetMessage()
	if code, ok := apiError.GetCodeOk(); ok {
		m["error.code"] = cases.Integer(*code)
	}
	if name, ok := apiError.GetErrCodeOk(); ok {
		m["error.errCode"] = *name
	}
	subErrors, ok := apiError.GetSubErrorsOk()
	if !ok {
		return
	}
	m["error.subErrors"] = strconv.Itoa(len(subErrors))
	for at, subError := range subErrors {
		path := fmt.Sprintf("error.subErrors.%d.", at)
		if tag, ok := subError.GetTagOk(); ok {
			m[path+"tag"] = *tag
		}
		if field, ok := subError.GetFieldOk(); ok {
			m[path+"field"] = *field
		}
		if message, ok := subError.GetMessageOk(); ok {
			m[path+"message"] = *message
		}
	}
}

func read(given cases.Case) (cases.Members, error) {
	m := cases.Members{}
	text := []byte(given.Text)
	var outcome struct {
		Successful bool `json:"successful"`
	}
	if err := json.Unmarshal(text, &outcome); err != nil {
		return nil, err
	}
	if !outcome.Successful {
		var body obshellgen.Failure
		if err := json.Unmarshal(text, &body); err != nil {
			return nil, err
		}
		putEnvelope(m, &body)
		putError(m, body.GetError())
		return m, nil
	}
	if given.Operation == "tenant-backup-overview" {
		var body obshellgen.TenantBackupOverviewSuccess
		if err := json.Unmarshal(text, &body); err != nil {
			return nil, err
		}
		putEnvelope(m, &body)
		putTask(m, "data.status.", body.Data.Status)
		return m, nil
	}
	var body obshellgen.BackupOverviewSuccess
	if err := json.Unmarshal(text, &body); err != nil {
		return nil, err
	}
	putEnvelope(m, &body)
	m["data.statuses"] = strconv.Itoa(len(body.Data.Statuses))
	for at, task := range body.Data.Statuses {
		putTask(m, fmt.Sprintf("data.statuses.%d.", at), task)
	}
	return m, nil
}

func main() { cases.Main(read) }
