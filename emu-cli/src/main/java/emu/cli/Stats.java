package emu.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import emu.cli.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The summary of a run.
 *
 * @param engine name of the engine
 * @param clock name of the clock mode
 * @param firstInstructionSeconds time of the host's clock from the JVM's start to the first
 *     instruction
 * @param loadSeconds time of the host's clock to make the machine and to load its kernel
 * @param wallSeconds time of the host's clock from the first instruction to the last
 * @param instructions instructions that the guest's processor retired
 * @param virtualSeconds the guest's time since power-on
 * @param stateHash hash over the state of processor, memory and devices
 * @param reached whether the text of --until appeared; false if none was named
 * @param stop why the run ended
 * @param status the exit status of the program
 */
record Stats(
    String engine,
    String clock,
    double firstInstructionSeconds,
    double loadSeconds,
    double wallSeconds,
    long instructions,
    double virtualSeconds,
    long stateHash,
    boolean reached,
    String stop,
    int status) {

  /** Millions of instructions a second of the host's clock. */
  double mips() {
    return wallSeconds > 0 ? instructions / wallSeconds / 1e6 : 0;
  }

  /** One JSON object. */
  String toJson() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("engine", engine);
    fields.put("clock", clock);
    fields.put("firstInstructionSeconds", rounded(firstInstructionSeconds));
    fields.put("loadSeconds", rounded(loadSeconds));
    fields.put("wallSeconds", rounded(wallSeconds));
    fields.put("instructions", instructions);
    fields.put("mips", rounded(mips()));
    fields.put("virtualSeconds", virtualSeconds);
    fields.put("stateHash", HexFormat.of().toHexDigits(stateHash));
    fields.put("reached", reached);
    fields.put("stop", stop);
    fields.put("status", status);
    try {
      return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(fields) + "\n";
    } catch (IOException e) {
      throw new AssertionError("numbers, words and flags can be written", e);
    }
  }

  /** Makes sure that {@code file} can be written, so that no long run ends with a complaint. */
  static void prepare(Path file) {
    write(file, "");
  }

  /** Writes it to {@code file}. */
  void write(Path file) {
    write(file, toJson());
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UserException(
          "cannot write --stats to " + file + ": check that its folder is there", e);
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
