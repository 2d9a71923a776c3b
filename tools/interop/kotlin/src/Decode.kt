import com.squareup.moshi.Moshi
import java.io.File
import obshellgen.infrastructure.Serializer

/** Reads each case with the generated client's own reader, and prints what that writes of it. */
fun main(arguments: Array<String>) {
    val neutral = Moshi.Builder().build().adapter(Any::class.java)
    val answers = mutableMapOf<String, Map<String, String>>()
    for (given in neutral.fromJson(File(arguments[0]).readText()) as List<*>) {
        val case = given as Map<*, *>
        answers[case["name"] as String] = try {
            mapOf("read" to again(case["type"] as String, case["text"] as String))
        } catch (error: Exception) {
            mapOf("refused" to error.toString())
        }
    }
    println(neutral.toJson(answers))
}

/** What the client has for itself has another name as a model. */
private val RENAMED = mapOf("Success" to "EmptySuccess")

private fun again(type: String, text: String): String {
    val adapter = Serializer.moshi.adapter<Any>(Class.forName("obshellgen.models.${RENAMED[type] ?: type}"))
    return adapter.toJson(adapter.fromJson(text))
}
