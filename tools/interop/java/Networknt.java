import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Has each document of the corpus judged, and prints the verdicts. */
final class Networknt {
  private static boolean valid(Schema schema, String text) {
    try {
      return schema
          .validate(text, InputFormat.JSON, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
          .isEmpty();
    } catch (JacksonException | IllegalArgumentException unreadable) {
      return false;
    }
  }

  public static void main(String[] arguments) {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode corpus = mapper.readTree(new File(arguments[0]));
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    Map<String, Schema> schemas = new HashMap<>();
    for (Map.Entry<String, JsonNode> schema : corpus.get("schemas").properties()) {
      schemas.put(schema.getKey(), registry.getSchema(schema.getValue()));
    }
    List<Boolean> verdicts = new ArrayList<>();
    for (JsonNode document : corpus.get("documents")) {
      Schema schema = schemas.get(document.get("operation").asString());
      verdicts.add(valid(schema, document.get("text").asString()));
    }
    System.out.println(mapper.writeValueAsString(verdicts));
  }
}
