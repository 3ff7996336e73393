package emu.cli.guest;

import emu.cli.error.UserException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run of one of the package tools, whose status lines it turns into progress.
 *
 * @param command the program and its arguments
 * @param folder where it runs
 */
record AptProcess(List<String> command, Path folder) {
  // apt writes dlstatus:DONE:PERCENT:TEXT to the file that APT::Status-Fd names.
  private static final String STATUS = "dlstatus:";

  /** Whether {@code program} is found on the path. */
  static boolean isInstalled(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
  }

  /**
   * Runs it to its end, telling {@code progress} under the name {@code step}.
   *
   * @throws UserException if it fails, with the last error that it printed
   */
  void run(String step, Progress progress) throws IOException, InterruptedException {
    run(lines -> follow(lines, step, progress));
  }

  /**
   * Runs it to its end and returns what it printed.
   *
   * @throws UserException if it fails
   */
  Stream<String> lines() throws IOException, InterruptedException {
    List<String> printed = new ArrayList<>();
    run(lines -> {
      lines.lines().forEach(printed::add);
      return "";
    });
    return printed.stream();
  }

  /** Reads what the process prints, to the end, and returns an error if there is one in it. */
  @FunctionalInterface
  private interface Reader {
    String read(BufferedReader lines) throws IOException;
  }

  private void run(Reader reader) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.redirectErrorStream(true).start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      process.getOutputStream().close();
      String error = reader.read(lines);
      int status = process.waitFor();
      if (status != 0) {
        throw new UserException(
            "%s failed (%s); %s"
                .formatted(
                    command.getFirst(),
                    error.isEmpty() ? "status " + status : error,
                    GetByHand.ADVICE));
      }
    } finally {
      process.destroy();
    }
  }

  private static String follow(BufferedReader lines, String step, Progress progress)
      throws IOException {
    String error = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(STATUS)) {
        progress.at(step, fraction(line));
      } else if (error.isEmpty() && (line.startsWith("E:") || line.contains("error:"))) {
        error = line.replaceFirst("^E:\\s*", "");
      }
    }
    return error;
  }

  /** The share, 0 to 1, that a status line tells. */
  static double fraction(String line) {
    String[] parts = line.split(":", 4);
    try {
      return parts.length < 3 ? 0 : Math.clamp(Double.parseDouble(parts[2]) / 100, 0, 1);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
