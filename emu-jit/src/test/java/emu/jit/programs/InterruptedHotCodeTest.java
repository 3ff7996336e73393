package emu.jit.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.bus.BusDevice;
import emu.core.cpu.Cpu;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Interrupts come at their exact place in hot code. */
class InterruptedHotCodeTest {
  private static final int DEVICE = Layout.DEVICE + 0x1000;
  private static final long HANDLER = Kernel.CODE.symbol("interrupt");

  /** Nested loops with memory, a call and both outcomes of a branch. */
  private static final String LOOPS =
      """
      mov ebx, %#x
      sti
      outer: mov ecx, 20
      inner: add [rbx], ecx
      test cl, 3
      jz over
      inc esi
      over: call function
      loop inner
      inc edi
      jmp outer
      function: mov eax, [rbx]
      xor [rbx+8], eax
      ret
      """
          .formatted(Layout.DATA);

  @Test
  void atEveryCount() {
    try (BothEngines guest = new BothEngines(LOOPS)) {
      guest.run(5000);
      for (int i = 0; i < 400; i++) {
        guest.run(i % 37);
        long next = guest.cpu().rip;
        long stack = guest.cpu().r[Cpu.RSP];
        guest.both(g -> g.cpu.setIntr(true));
        guest.run(1);
        assertEquals(HANDLER, guest.cpu().rip);
        assertEquals(next, guest.memory(guest.cpu().r[Cpu.RSP], 8));
        // Seven instructions to the handler's end.
        guest.run(7);
        assertEquals(next, guest.cpu().rip);
        assertEquals(stack, guest.cpu().r[Cpu.RSP]);
      }
    }
  }

  @Test
  void notWhileTheyAreDisabled() {
    try (BothEngines guest = new BothEngines(LOOPS.replace("sti", "cli"))) {
      guest.run(5000);
      guest.both(g -> g.cpu.setIntr(true));
      guest.run(5000);
      assertEquals(0, guest.memory(Layout.COUNTERS + 24, 8));
      assertTrue(guest.cpu().intr());
      guest.both(g -> g.cpu.raiseNmi());
      guest.run(1);
      assertEquals(Kernel.CODE.symbol("nmi"), guest.cpu().rip);
    }
  }

  @Test
  void afterStiInHotCode() {
    String source =
        """
        mov ecx, 1000
        again: cli
        inc eax
        inc edx
        sti
        shadow: inc esi
        here: inc edi
        loop again
        cli
        hlt
        """;
    try (BothEngines guest = new BothEngines(source)) {
      guest.run(1 + 7 * 500 + 2);
      guest.both(g -> g.cpu.setIntr(true));
      guest.run(4);
      assertEquals(HANDLER, guest.cpu().rip);
      assertEquals(guest.symbol("here"), guest.memory(guest.cpu().r[Cpu.RSP], 8));
    }
  }

  /** A device that raises an interrupt when it is written, and notes the count. */
  @Test
  void raisedByAStore() {
    String source =
        """
        mov ecx, 1000
        sti
        again: inc eax
        test cl, 15
        jnz over
        mov [abs %#x], ecx
        here: inc edx
        over: inc esi
        loop again
        cli
        hlt
        """
            .formatted(DEVICE);
    try (BothEngines guest = new BothEngines(source)) {
      List<Line> lines = new ArrayList<>();
      guest.both(g -> {
        lines.add(new Line(g.cpu));
        g.memory.mapDevice(DEVICE, 0x1000, lines.getLast());
      });
      guest.run();
      assertEquals(62, guest.memory(Layout.COUNTERS + 24, 8));
      // ROL by 3 and XOR of the places: of 62 there are as many at each shift modulo 64.
      long places = 0;
      for (int i = 0; i < 62; i++) {
        places = Long.rotateLeft(places, 3) ^ guest.symbol("here");
      }
      assertEquals(places, guest.memory(Layout.COUNTERS + 32, 8));
      assertEquals(lines.get(0).counts, lines.get(1).counts);
      // From one such round to the next: 15 short rounds, a long one, the interrupt, 7 to its end.
      long first = lines.get(1).counts.getFirst();
      for (int i = 0; i < 62; i++) {
        assertEquals(first + i * (15L * 5 + 7 + 1 + 7), lines.get(1).counts.get(i));
      }
    }
  }

  private static final class Line implements BusDevice {
    private final Cpu cpu;
    private final List<Long> counts = new ArrayList<>();

    Line(Cpu cpu) {
      this.cpu = cpu;
    }

    @Override
    public long read(long offset, int size) {
      return 0;
    }

    @Override
    public void write(long offset, int size, long value) {
      counts.add(cpu.instructionCount());
      cpu.setIntr(true);
    }
  }

  /** What a program reads of time in hot code is exact. */
  @Test
  void timeIsExact() {
    String source =
        """
        mov ecx, 1000
        mov edi, %#x
        again: rdtsc
        stosd
        inc ebx
        add esi, ebx
        loop again
        cli
        hlt
        """
            .formatted(Layout.DATA);
    try (BothEngines guest = new BothEngines(source)) {
      guest.run();
      for (int i = 0; i < 1000; i++) {
        assertEquals(3L * (2 + 5 * i), guest.memory(Layout.DATA + 4L * i, 4));
      }
    }
  }
}
