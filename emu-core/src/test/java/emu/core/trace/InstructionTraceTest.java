package emu.core.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.Cpu;
import emu.core.testing.GuestProgram;
import emu.core.testing.SystemGuest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Traces of instructions against what runs when a guest is run instruction by instruction. */
class InstructionTraceTest {

  /** The count and address of everything that runs, by running it one by one. */
  private static List<String> stepped(Supplier<GuestProgram> maker) {
    List<String> steps = new ArrayList<>();
    try (GuestProgram guest = maker.get()) {
      Cpu cpu = guest.cpu;
      while (!cpu.halted && !cpu.shutdown) {
        long rip = cpu.rip;
        guest.run(1);
        boolean told = cpu.rip != rip || cpu.halted;
        if (told) {
          steps.add((cpu.instructionCount() - 1) + " " + Traced.hex(rip));
        }
      }
    }
    return steps;
  }

  private static List<String> places(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.contains(" v="))
        .map(line -> line.replaceFirst("  .*", ""))
        .toList();
  }

  @Test
  void everyInstructionIsThereAtItsCount() throws IOException {
    for (Supplier<GuestProgram> maker :
        List.<Supplier<GuestProgram>>of(Traced::guest, Traced::realGuest)) {
      try (GuestProgram guest = maker.get()) {
        List<String> traced = places(Traced.all().instructions(guest));
        assertEquals(stepped(maker), traced);
      }
    }
  }

  /** Code of one page, run at two addresses in turn. */
  private static GuestProgram aliased(int passes) {
    return GuestProgram.longMode(
        0,
        """
        mov qword [%d], 0x87
        mov rbx, work
        mov rsi, work + 0x400000
        mov ecx, %d
        again: call rbx
        call rsi
        dec ecx
        jnz again
        hlt
        work: inc eax
        ret
        """
            .formatted(SystemGuest.PAGE_TABLES + 0x2010, passes));
  }

  @Test
  void codeAtSeveralAddressesIsDefinedOnceForEach() throws IOException {
    try (GuestProgram few = aliased(10);
        GuestProgram many = aliased(110)) {
      int more = Traced.all().trace(many).length - Traced.all().trace(few).length;
      // Four blocks a pass, of which the slices of the run cut some.
      assertTrue(more < 100 * 4 * 3, "bytes for 100 passes: " + more);
    }
    try (GuestProgram guest = aliased(10)) {
      List<String> traced = places(Traced.all().instructions(guest));
      assertEquals(stepped(() -> aliased(10)), traced);
      assertEquals(
          10, traced.stream().filter(line -> line.contains(" 000000000040b0")).count() / 2);
    }
  }

  @Test
  void interruptsAreThere() throws IOException {
    try (GuestProgram guest = Traced.guest()) {
      List<String> interrupts =
          Traced.all().instructions(guest).stream()
              .filter(line -> line.contains(" v="))
              .map(line -> line.substring(line.indexOf(' ') + 1))
              .toList();
      String changed = Traced.hex(guest.symbol("changed") + 1);
      assertEquals(3, interrupts.size(), interrupts::toString);
      assertTrue(interrupts.getFirst().startsWith("SOFTWARE v=40 at "), interrupts::toString);
      assertEquals("EXCEPTION v=0e e=0000 at " + changed, interrupts.get(1));
    }
  }

  @Test
  void windowsAndFiltersShowTheSameInstructions() throws IOException {
    List<String> all;
    long work;
    try (GuestProgram guest = Traced.guest()) {
      work = guest.symbol("work");
      all = Traced.all().instructions(guest);
    }
    CountWindow window = CountWindow.of(31, 60);
    AddressFilter filter = new AddressFilter(List.of(new AddressFilter.Range(work, work + 4)));
    try (GuestProgram guest = Traced.guest()) {
      List<String> part = new Traced(window, filter).instructions(guest);
      List<String> expected =
          all.stream()
              .filter(line -> !line.contains(" v="))
              .filter(line -> window.holds(Long.parseLong(line.substring(0, line.indexOf(' ')))))
              .filter(line -> filter.holds(Long.parseLong(line.split(" ")[1], 16)))
              .toList();
      assertTrue(expected.size() > 10, expected::toString);
      assertEquals(expected, part);
    }
  }

  @Test
  void damagedTracesAreRefused() {
    byte[] magic = TraceFormat.MAGIC.clone();
    magic[0]++;
    assertThrows(TraceFormatException.class, () -> Traced.all().show(magic));
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[TraceFormat.MAGIC.length + random.nextInt(300)];
      random.nextBytes(bytes);
      System.arraycopy(TraceFormat.MAGIC, 0, bytes, 0, TraceFormat.MAGIC.length);
      try {
        Traced.all().show(bytes);
      } catch (TraceFormatException e) {
        // As it should.
      } catch (IOException | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }
}
