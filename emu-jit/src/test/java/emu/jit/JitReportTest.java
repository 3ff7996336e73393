package emu.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.EngineStatistics;
import emu.core.interp.Interpreter;
import org.junit.jupiter.api.Test;

/** What the JIT tells of its work. */
class JitReportTest {

  private static String row(String report, String title) {
    return report
        .lines()
        .filter(line -> line.startsWith(title))
        .map(line -> line.strip().replaceAll(" +", " "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void countsWhatBecameOfRegions() {
    try (LoopGuest guest = new LoopGuest(RepeatableJit::engine)) {
      assertEquals(EngineStatistics.NONE, guest.engine().statistics());

      guest.run();
      guest.overwrite();

      EngineStatistics statistics = guest.engine().statistics();
      assertEquals(1, statistics.regions());
      assertEquals(1, statistics.classes());
      assertTrue(statistics.bytecodeBytes() > 0, statistics::toString);
      assertTrue(statistics.compileNanoseconds() > 0, statistics::toString);
      String report = guest.engine().report();
      assertEquals("regions translated 1 0", row(report, "regions"));
      assertEquals("instructions in them 3 0", row(report, "instructions"));
      assertEquals("published 1 0", row(report, "published"));
      assertEquals("refused: too long 0 0", row(report, "refused: too"));
      assertEquals("invalidated by a write 1 0", row(report, "invalidated"));
      assertEquals("evicted 0", row(report, "evicted"));
      assertTrue(row(report, "run translated").endsWith("%"), report);
    }
  }

  @Test
  void whatIsTooLongIsHalved() {
    String body = "lock cmpxchg [rsp+rbx*2+0x5000], dh\n".repeat(115);
    try (LoopGuest guest = new LoopGuest(RepeatableJit::engine, body)) {
      guest.run();
      String report = guest.engine().report();
      assertEquals("refused: too long 1 0", row(report, "refused: too"), report);
      assertEquals("failed 0 0", row(report, "failed"));
      assertTrue(guest.engine().statistics().regions() > 0, report);
    }
  }

  @Test
  void theInterpreterHasNothingToTell() {
    try (LoopGuest guest = new LoopGuest(Interpreter::new)) {
      guest.run();
      assertEquals("", guest.engine().report());
      assertEquals(EngineStatistics.NONE, guest.engine().statistics());
    }
  }
}
