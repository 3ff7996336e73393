package emu.core.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.ExecutionEngine;
import emu.core.interp.Interpreter;
import emu.core.testing.GuestProgram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Coverage against what a trace of the same guest shows. */
class CoverageTest {

  private static Coverage coverage(GuestProgram guest) {
    Coverage coverage = new Coverage(AddressFilter.ALL);
    Traced.run(guest.cpu, tracer(tracer -> tracer.add(coverage)));
    return coverage;
  }

  private static Tracer tracer(Consumer<Tracer> add) {
    Tracer tracer =
        new Tracer(
            Set.of(),
            new TraceLog(text -> {}, CountWindow.ALL, AddressFilter.ALL, SymbolNames.NONE));
    add.accept(tracer);
    return tracer;
  }

  @Test
  void countsAreThoseOfTheTrace() throws Exception {
    Map<Long, Long> traced = new HashMap<>();
    try (GuestProgram guest = Traced.guest()) {
      List<String> lines = Traced.all().instructions(guest);
      for (int i = 0; i < lines.size(); i++) {
        boolean faulted = i + 1 < lines.size() && lines.get(i + 1).contains("EXCEPTION");
        if (!lines.get(i).contains(" v=") && !faulted) {
          traced.merge(Long.parseLong(lines.get(i).split(" ")[1], 16), 1L, Long::sum);
        }
      }
    }
    try (GuestProgram guest = Traced.guest()) {
      NavigableMap<Long, Long> counts = coverage(guest).counts();
      assertTrue(traced.size() > 20);
      traced.forEach((address, count) ->
          assertEquals(
              count, counts.floorEntry(address).getValue(), () -> Long.toHexString(address)));
      assertEquals(0, counts.lastEntry().getValue());
    }
  }

  @Test
  void userModeIsLeftOut() {
    try (GuestProgram guest = GuestProgram.longMode(3, "nop\nhlt")) {
      List<Coverage.CoveredBlock> blocks = coverage(guest).blocks();
      assertEquals(List.of(new Coverage.CoveredBlock(GuestProgram.HANDLERS + 13, 1, 1)), blocks);
    }
  }

  @Test
  void profileFollowsFramePointers() {
    String source =
        """
          mov rbp, 0
          call outer
          hlt
        outer:
          push rbp
          mov rbp, rsp
          call inner
          pop rbp
          ret
        inner:
          push rbp
          mov rbp, rsp
          mov ecx, 3000
        spin:
          dec ecx
          jnz spin
          pop rbp
          ret
        """;
    try (GuestProgram guest = GuestProgram.longMode(0, source)) {
      SymbolNames names =
          address ->
              address >= guest.symbol("inner")
                  ? "inner+0x1"
                  : address >= guest.symbol("outer") ? "outer" : "main+0x5";
      Profile profile = new Profile(names, CountWindow.ALL, 1000);
      ExecutionEngine engine = profile.around(guest.cpu, new Interpreter(guest.cpu));
      engine.run(2_500);
      engine.run(100_000);
      StringBuilder text = new StringBuilder();
      profile.write(text::append);
      assertEquals("main;outer;inner 6\n", text.toString());
    }
  }
}
