package emu.bench.loops;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An emulator with the guest to run.
 *
 * @param name its name in the table
 * @param command its command line; it has the guest's serial port on its standard output
 */
record Contender(String name, List<String> command) {
  private static final Duration LIMIT = Duration.ofMinutes(15);

  /** QEMU with its translator, one thread. */
  static Contender qemu(Path kernel) {
    return new Contender(
        "qemu",
        List.of(
            ("qemu-system-x86_64 -accel tcg,thread=single -cpu max -m 256 -display none -serial"
                 + " stdio -monitor none -no-reboot -device isa-debug-exit,iobase=0xf4,iosize=0x04"
                 + " -kernel "
                    + kernel)
                .split(" ")));
  }

  /**
   * This emulator.
   *
   * @param launcher the script that starts it
   * @param engine which of its engines
   */
  static Contender ours(Path launcher, String engine, Path kernel) {
    return new Contender(
        engine,
        List.of(
            (launcher
                    + " run --clock virtual -m 256 -display none -serial stdio -no-reboot"
                    + " -device isa-debug-exit,iobase=0xf4,iosize=0x04 --engine "
                    + engine
                    + " -kernel "
                    + kernel)
                .split(" ")));
  }

  /**
   * Runs the guest to its end.
   *
   * @param loops how many it runs
   * @throws IOException if it does not come to its end, or takes longer than a quarter of an hour
   */
  List<LoopRun> run(int loops) throws IOException {
    Path errors = Files.createTempFile("loop-ratio", ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectError(errors.toFile())
            .start();
    Thread end = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(end);
    CompletableFuture.delayedExecutor(LIMIT.toSeconds(), TimeUnit.SECONDS)
        .execute(process::destroy);
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      List<LoopRun> runs = LoopRun.read(lines);
      if (runs.size() != loops) {
        throw new IOException(
            "%s ended after %d of %d loops: %s"
                .formatted(name, runs.size(), loops, Files.readString(errors).strip()));
      }
      return runs;
    } finally {
      process.destroy();
      Runtime.getRuntime().removeShutdownHook(end);
      Files.delete(errors);
    }
  }
}
