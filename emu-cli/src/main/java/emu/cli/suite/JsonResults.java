package emu.cli.suite;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes results for programs: one JSON object. */
public final class JsonResults {
  private JsonResults() {}

  /** The object for {@code results}. */
  public static String of(List<TestResult> results) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("tests", results.size());
    fields.put("passed", results.stream().filter(TestResult::passed).count());
    fields.put("results", results.stream().map(JsonResults::fields).toList());
    try {
      return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(fields) + "\n";
    } catch (IOException e) {
      throw new AssertionError("numbers and words can be written", e);
    }
  }

  private static Map<String, Object> fields(TestResult result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", result.name());
    fields.put("result", result.verdict().name().toLowerCase(Locale.ROOT));
    result.status().ifPresent(status -> fields.put("status", status));
    fields.put("instructions", result.instructions());
    fields.put("seconds", result.seconds());
    fields.put("why", result.why());
    fields.put("serial", result.serial());
    return fields;
  }
}
