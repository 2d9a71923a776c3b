import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openapitools.client.ApiClient;
import org.openapitools.client.model.ApiError;
import org.openapitools.client.model.BackupOverviewSuccess;
import org.openapitools.client.model.CdbObBackupTask;
import org.openapitools.client.model.Failure;
import org.openapitools.client.model.SubError;
import org.openapitools.client.model.TenantBackupOverviewSuccess;

/**
 * Reads each case with the generated client's own mapper, and prints what it read as text by path.
 * Text, so that nothing rounds it afterwards.
 */
final class Decode {
  private static final ObjectMapper CLIENT = ApiClient.createDefaultObjectMapper();

  private final Map<String, String> members = new TreeMap<>();

  private void put(String path, Object value) {
    if (value instanceof OffsetDateTime time) {
      members.put(path, DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
    } else if (value != null) {
      members.put(path, value.toString());
    }
  }

  private void putTask(String path, CdbObBackupTask task) {
    put(path + "tenant_id", task.getTenantId());
    put(path + "task_id", task.getTaskId());
    put(path + "job_id", task.getJobId());
    put(path + "incarnation", task.getIncarnation());
    put(path + "backup_set_id", task.getBackupSetId());
    put(path + "start_timestamp", task.getStartTimestamp());
    put(path + "end_timestamp", task.getEndTimestamp());
    put(path + "status", task.getStatus().getActualInstance());
    put(path + "start_scn", task.getStartScn());
    put(path + "end_scn", task.getEndScn());
    put(path + "user_ls_start_scn", task.getUserLsStartScn());
    put(path + "encryption_mode", task.getEncryptionMode().getActualInstance());
    put(path + "input_bytes", task.getInputBytes());
    put(path + "output_bytes", task.getOutputBytes());
    put(path + "output_rate_bytes", task.getOutputRateBytes());
    put(path + "extra_meta_bytes", task.getExtraMetaBytes());
    put(path + "tablet_count", task.getTabletCount());
    put(path + "finish_tablet_count", task.getFinishTabletCount());
    put(path + "macro_block_count", task.getMacroBlockCount());
    put(path + "finish_macro_block_count", task.getFinishMacroBlockCount());
    put(path + "file_count", task.getFileCount());
    put(path + "meta_turn_id", task.getMetaTurnId());
    put(path + "data_turn_id", task.getDataTurnId());
    put(path + "result", task.getResult());
    put(path + "comment", task.getComment());
    put(path + "path", task.getPath());
  }

  private void putEnvelope(
      Object successful, OffsetDateTime timestamp, Long duration, Integer status, String traceId) {
    put("successful", successful);
    put("timestamp", timestamp);
    put("duration", duration);
    put("status", status);
    put("traceId", traceId);
  }

  private void putError(ApiError error) {
    put("error.code", error.getCode());
    put("error.errCode", error.getErrCode());
    put("error.message", error.getMessage());
    List<SubError> subErrors = error.getSubErrors();
    if (subErrors == null || subErrors.isEmpty()) {
      return;
    }
    put("error.subErrors", subErrors.size());
    for (int at = 0; at < subErrors.size(); at++) {
      put("error.subErrors." + at + ".tag", subErrors.get(at).getTag());
      put("error.subErrors." + at + ".field", subErrors.get(at).getField());
      put("error.subErrors." + at + ".message", subErrors.get(at).getMessage());
    }
  }

  private void read(String operation, String text) throws IOException {
    if (!CLIENT.readTree(text).get("successful").asBoolean()) {
      Failure body = CLIENT.readValue(text, Failure.class);
      putEnvelope(
          body.getSuccessful(),
          body.getTimestamp(),
          body.getDuration(),
          body.getStatus(),
          body.getTraceId());
      putError(body.getError());
    } else if (operation.equals("tenant-backup-overview")) {
      TenantBackupOverviewSuccess body = CLIENT.readValue(text, TenantBackupOverviewSuccess.class);
      putEnvelope(
          body.getSuccessful(),
          body.getTimestamp(),
          body.getDuration(),
          body.getStatus(),
          body.getTraceId());
      putTask("data.status.", body.getData().getStatus());
    } else {
      BackupOverviewSuccess body = CLIENT.readValue(text, BackupOverviewSuccess.class);
      putEnvelope(
          body.getSuccessful(),
          body.getTimestamp(),
          body.getDuration(),
          body.getStatus(),
          body.getTraceId());
      List<CdbObBackupTask> tasks = body.getData().getStatuses();
      put("data.statuses", tasks.size());
      for (int at = 0; at < tasks.size(); at++) {
        putTask("data.statuses." + at + ".", tasks.get(at));
      }
    }
  }

  public static void main(String[] arguments) throws IOException {
    ObjectMapper neutral = new ObjectMapper();
    Map<String, Map<String, String>> all = new TreeMap<>();
    for (JsonNode given : neutral.readTree(new File(arguments[0]))) {
      Decode decode = new Decode();
      Map<String, String> members = decode.members;
      try {
        decode.read(given.get("operation").asText(), given.get("text").asText());
      } catch (IOException | RuntimeException error) {
        members = Map.of("refused", error.toString());
      }
      all.put(given.get("name").asText(), members);
    }
    System.out.write(neutral.writeValueAsBytes(all));
    System.out.flush();
  }
}
