package emu.cli.compare;

import com.fasterxml.jackson.jr.ob.JSON;
import emu.core.cpu.EngineStatistics;
import emu.core.inspect.CodeLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what came out of a comparison for programs: one JSON object. */
public final class JsonReport {
  private JsonReport() {}

  /** The object, with {@code end} as the word for why the comparison ended. */
  public static String of(Outcome outcome, String end) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("equal", outcome.isEqual());
    fields.put("instructions", outcome.instructions());
    fields.put("end", end);
    fields.put("processCpuSeconds", rounded(outcome.processSeconds()));
    fields.put("engines", List.of(figures(outcome.first()), figures(outcome.second())));
    fields.put("states", outcome.checkpoints().stream().map(JsonReport::checkpoint).toList());
    if (!outcome.isEqual()) {
      fields.put("divergence", divergence(outcome.divergence()));
    }
    try {
      return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(fields) + "\n";
    } catch (IOException e) {
      throw new AssertionError("numbers, words and flags can be written", e);
    }
  }

  private static Map<String, Object> figures(EngineFigures figures) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("engine", figures.engine());
    fields.put("instructions", figures.instructions());
    fields.put("wallSeconds", rounded(figures.wallSeconds()));
    fields.put("cpuSeconds", rounded(figures.cpuSeconds()));
    fields.put("mips", rounded(figures.mips()));
    EngineStatistics statistics = figures.statistics();
    fields.put("regions", statistics.regions());
    fields.put("classes", statistics.classes());
    fields.put("bytecodeBytes", statistics.bytecodeBytes());
    fields.put("compileSeconds", rounded(statistics.compileNanoseconds() / 1e9));
    return fields;
  }

  private static Map<String, Object> checkpoint(Checkpoint checkpoint) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("instructions", checkpoint.instructions());
    fields.put("equal", checkpoint.isEqual());
    fields.put("hashes", List.of(hex(checkpoint.firstHash()), hex(checkpoint.secondHash())));
    return fields;
  }

  private static Map<String, Object> divergence(Divergence divergence) {
    Sighting seen = divergence.seen();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("lastEqual", divergence.lastEqual());
    fields.put("firstDifferent", seen.limit());
    fields.put("repeated", divergence.repeated());
    fields.put("instructions", List.of(seen.first().instructions(), seen.second().instructions()));
    fields.put("ends", List.of(seen.first().end().kind(), seen.second().end().kind()));
    fields.put("registers", registers(seen));
    fields.put("devices", new ArrayList<>(seen.devices()));
    Map<String, Object> memory = new LinkedHashMap<>();
    seen.pages()
        .forEach(page ->
            memory.put(hex(page.address()), List.of(hex(page.first()), hex(page.second()))));
    fields.put("memory", memory);
    fields.put("before", divergence.before().stream().map(JsonReport::line).toList());
    fields.put("suspects", divergence.suspects().stream().map(JsonReport::line).toList());
    return fields;
  }

  private static Map<String, Object> registers(Sighting seen) {
    Map<String, Object> registers = new LinkedHashMap<>();
    seen.first()
        .registers()
        .forEach((name, value) ->
            registers.put(name, List.of(hex(value), hex(seen.second().registers().get(name)))));
    return registers;
  }

  private static Map<String, Object> line(CodeLine line) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("address", hex(line.address()));
    fields.put("bytes", line.bytes());
    fields.put("text", line.text());
    return fields;
  }

  private static String hex(long value) {
    return "%016x".formatted(value);
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
