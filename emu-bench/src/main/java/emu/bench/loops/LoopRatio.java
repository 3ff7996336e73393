package emu.bench.loops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the loops in QEMU and in both of our engines, in turn, and prints a table of the medians.
 */
public final class LoopRatio {
  /** Passes in a part; a loop takes about a second in QEMU. */
  private static final int SCALE = 1000;

  /** Parts of a loop; the interpreter runs only the first. */
  private static final int PARTS = 10;

  private LoopRatio() {}

  /**
   * Runs all.
   *
   * @param arguments the launcher's path; then how many runs; then the loops, all of them if none
   *     is given
   */
  public static void main(String[] arguments) {
    try {
      System.exit(run(List.of(arguments)));
    } catch (IOException e) {
      System.err.println("loop-ratio: " + e.getMessage());
      System.exit(1);
    }
  }

  private static int run(List<String> arguments) throws IOException {
    Path launcher = Path.of(arguments.getFirst());
    int runs = Integer.parseInt(arguments.get(1));
    List<String> given = arguments.subList(2, arguments.size());
    List<String> loops = given.isEmpty() ? LoopGuest.LOOPS : given;
    for (String loop : loops) {
      if (!LoopGuest.LOOPS.contains(loop)) {
        throw new IOException(
            "there is no loop '%s': choose from %s"
                .formatted(loop, String.join(", ", LoopGuest.LOOPS)));
      }
    }
    Path whole = kernel(loops, PARTS);
    Path part = kernel(loops, 1);
    LoopTable table = new LoopTable(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int run = 1; run <= runs; run++) {
      System.err.printf("run %d of %d ...%n", run, runs);
      table.qemu().add(Contender.qemu(whole).run(loops.size()));
      table.interpreter().add(Contender.ours(launcher, "interpreter", part).run(loops.size()));
      table.jit().add(Contender.ours(launcher, "jit", whole).run(loops.size()));
    }
    System.out.print(table.format());
    List<String> differences = table.differences();
    differences.forEach(System.out::println);
    return differences.isEmpty() ? 0 : 1;
  }

  private static Path kernel(List<String> loops, int parts) throws IOException {
    Path file = Files.createTempFile("loops", ".elf");
    file.toFile().deleteOnExit();
    return Files.write(file, LoopGuest.elf(loops, SCALE, parts));
  }
}
