package emu.bench.loops;

import emu.bench.loops.LoopRun.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Medians of several runs, a line for each loop.
 *
 * @param qemu runs in QEMU, each a list of the same loops
 * @param interpreter runs in our interpreter, of one part of each loop
 * @param jit runs in our JIT
 */
record LoopTable(
    List<List<LoopRun>> qemu, List<List<LoopRun>> interpreter, List<List<LoopRun>> jit) {

  /** What differs between the emulators, each in a sentence; empty if nothing does. */
  List<String> differences() {
    List<String> differences = new ArrayList<>();
    for (int loop = 0; loop < jit.getFirst().size(); loop++) {
      LoopRun expected = qemu.getFirst().get(loop);
      long instructions = jit.getFirst().get(loop).part().instructions();
      for (List<LoopRun> run : qemu) {
        compare(differences, "qemu", expected, run.get(loop));
      }
      for (List<LoopRun> run : jit) {
        compare(differences, "jit", expected, run.get(loop));
      }
      for (List<LoopRun> run : interpreter) {
        Progress part = run.get(loop).part();
        compare(
            differences,
            "interpreter",
            new LoopRun(expected.name(), expected.part(), expected.part()),
            run.get(loop));
        if (part.instructions() != instructions) {
          differences.add(
              "%s: the interpreter ran %d instructions, the JIT %d"
                  .formatted(expected.name(), part.instructions(), instructions));
        }
      }
    }
    return differences;
  }

  private static void compare(
      List<String> differences, String who, LoopRun expected, LoopRun found) {
    String wanted = expected.part().checksum() + " " + expected.whole().checksum();
    String sums = found.part().checksum() + " " + found.whole().checksum();
    if (!found.name().equals(expected.name()) || !sums.equals(wanted)) {
      differences.add("%s: %s came to %s, not %s".formatted(expected.name(), who, sums, wanted));
    }
  }

  /** The table, with the geometric means. */
  String format() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
                   million            qemu       interpreter               jit   jit to   jit to  without
        loop        instr.     s      MIPS         s    MIPS         s    MIPS     qemu  interp.  warm-up
        """);
    double toQemu = 0;
    double toInterpreter = 0;
    double steady = 0;
    int loops = jit.getFirst().size();
    for (int loop = 0; loop < loops; loop++) {
      double instructions = jit.getFirst().get(loop).whole().instructions() / 1e6;
      double part = jit.getFirst().get(loop).part().instructions() / 1e6;
      double tcg = median(qemu, loop, run -> run.whole().seconds());
      double slow = median(interpreter, loop, run -> run.part().seconds());
      double fast = median(jit, loop, run -> run.whole().seconds());
      double ratio = tcg / fast;
      double gain = instructions / fast / (part / slow);
      double warm = median(qemu, loop, LoopTable::rest) / median(jit, loop, LoopTable::rest);
      toQemu += Math.log(ratio);
      toInterpreter += Math.log(gain);
      steady += Math.log(warm);
      out.append(
          "%-10s %7.0f %6.2f %8.0f    %6.2f %7.0f    %6.2f %7.0f %8.2f %8.1f %8.2f%n"
              .formatted(
                  jit.getFirst().get(loop).name(),
                  instructions,
                  tcg,
                  instructions / tcg,
                  slow,
                  part / slow,
                  fast,
                  instructions / fast,
                  ratio,
                  gain,
                  warm));
    }
    out.append(
        "%-70s %8.2f %8.1f %8.2f%n"
            .formatted(
                "geometric mean",
                Math.exp(toQemu / loops),
                Math.exp(toInterpreter / loops),
                Math.exp(steady / loops)));
    return out.toString();
  }

  private static double rest(LoopRun run) {
    return run.whole().seconds() - run.part().seconds();
  }

  private static double median(
      List<List<LoopRun>> runs, int loop, ToDoubleFunction<LoopRun> value) {
    Function<List<LoopRun>, LoopRun> ofLoop = run -> run.get(loop);
    double[] sorted = runs.stream().map(ofLoop).mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
