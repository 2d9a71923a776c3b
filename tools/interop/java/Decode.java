import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.openapitools.client.ApiClient;

/** Reads each case with the generated client's own mapper, and prints what that writes of it. */
final class Decode {
  private static final ObjectMapper CLIENT = ApiClient.createDefaultObjectMapper();

  private static Map<String, String> read(String type, String text) {
    try {
      Class<?> model = Class.forName("org.openapitools.client.model." + type);
      return Map.of("read", CLIENT.writeValueAsString(CLIENT.readValue(text, model)));
    } catch (IOException | ReflectiveOperationException | RuntimeException error) {
      return Map.of("refused", error.toString());
    }
  }

  public static void main(String[] arguments) throws IOException {
    ObjectMapper neutral = new ObjectMapper();
    Map<String, Map<String, String>> answers = new TreeMap<>();
    for (JsonNode given : neutral.readTree(new File(arguments[0]))) {
      String name = given.get("name").asText();
      answers.put(name, read(given.get("type").asText(), given.get("text").asText()));
    }
    System.out.write(neutral.writeValueAsBytes(answers));
    System.out.flush();
  }
}
