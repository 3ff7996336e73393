package emu.bench.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.bench.loops.LoopRun.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopTableTest {
  private static LoopRun run(String name, double seconds, String checksum, long instructions) {
    Progress part = new Progress(seconds / 10, "0f", instructions / 10);
    return new LoopRun(name, part, new Progress(seconds, checksum, instructions));
  }

  private static LoopRun part(String name, double seconds, long instructions) {
    Progress part = new Progress(seconds, "0f", instructions);
    return new LoopRun(name, part, part);
  }

  private static List<LoopRun> both(double first, double second) {
    return List.of(run("alu", first, "a1", 2_000_000_000), run("crc", second, "c1", 500_000_000));
  }

  private static List<LoopRun> parts(double first, double second) {
    return List.of(part("alu", first, 200_000_000), part("crc", second, 50_000_000));
  }

  @Test
  void mediansRatiosAndGeometricMeans() {
    LoopTable table =
        new LoopTable(
            List.of(both(1, 2), both(9, 9), both(0.5, 1)),
            List.of(parts(2, 1), parts(2, 1)),
            List.of(both(2, 1), both(4, 1)));
    assertEquals(List.of(), table.differences());
    assertEquals(
        """
                   million            qemu       interpreter               jit   jit to   jit to  without
        loop        instr.     s      MIPS         s    MIPS         s    MIPS     qemu  interp.  warm-up
        alu           2000   1.00     2000      2.00     100      3.00     667     0.33      6.7     0.33
        crc            500   2.00      250      1.00      50      1.00     500     2.00     10.0     2.00
        geometric mean                                                             0.82      8.2     0.82
        """,
        table.format());
  }

  @Test
  void differencesAreNamed() {
    List<LoopRun> wrong =
        List.of(run("alu", 1, "a2", 2_000_000_000), run("crc", 1, "c1", 500_000_010));
    LoopTable table = new LoopTable(List.of(both(1, 1)), List.of(parts(1, 1)), List.of(wrong));
    assertEquals(
        List.of(
            "alu: jit came to 0f a2, not 0f a1",
            "crc: the interpreter ran 50000000 instructions, the JIT 50000001"),
        table.differences());
  }
}
