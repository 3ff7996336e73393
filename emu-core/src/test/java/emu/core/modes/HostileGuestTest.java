package emu.core.modes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import emu.core.cpu.Vector;
import emu.core.debug.StateHash;
import emu.core.interp.Interpreter;
import emu.core.testing.GuestProgram;
import emu.core.testing.SystemGuest;
import emu.core.testing.TestEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random code with random registers, descriptor tables and page tables: whatever a guest does, the
 * engine stays inside the guest's memory and ends each run at the count it was told.
 */
class HostileGuestTest {
  private static final int GUESTS = Integer.getInteger("emu.hostile.guests", 60);
  private static final int INSTRUCTIONS = 400;

  /** Opcodes that lead into the system's parts more often than chance would. */
  private static final int[][] FAVOURED = {
    {0x0F, 0x01},
    {0x0F, 0x00},
    {0x0F, 0x22},
    {0x0F, 0x20},
    {0x0F, 0x23},
    {0x0F, 0x30},
    {0x0F, 0x05},
    {0x0F, 0x07},
    {0x0F, 0x34},
    {0x0F, 0x35},
    {0x0F, 0xC7},
    {0x0F, 0xAE},
    {0xCF},
    {0x48, 0xCF},
    {0xCB},
    {0xCA},
    {0x9D},
    {0x8E},
    {0xCD},
    {0xCC},
    {0xF1},
    {0xFF},
    {0xF3, 0xA4},
    {0xF3, 0xAB},
    {0xF2, 0xAE},
    {0xF3, 0x6C},
    {0xF3, 0x6E},
    {0x17},
    {0x1F},
    {0x9A},
    {0xEA},
    {0xC8},
    {0x0F, 0xB2},
    {0xC4},
    {0xF0, 0x0F, 0xC7, 0x0E},
    {0xFB},
    {0xF4},
  };

  @ParameterizedTest
  @ValueSource(strings = {"real", "protected 0", "protected 3", "long 0", "long 3"})
  void randomGuests(String mode) {
    for (int i = 0; i < GUESTS; i++) {
      long seed = 1000L * i + mode.hashCode();
      try (GuestProgram guest = guest(mode);
          GuestProgram other = guest(mode)) {
        List<Long> states = run(guest, guest.engine, new Random(seed));
        if (System.getProperty(TestEngine.PROPERTY) != null) {
          // All engines come to the same states.
          ExecutionEngine interpreter = new Interpreter(other.cpu);
          assertEquals(run(other, interpreter, new Random(seed)), states);
        }
      } catch (RuntimeException | AssertionError e) {
        fail(mode + ", seed " + seed, e);
      }
    }
  }

  private static GuestProgram guest(String mode) {
    return switch (mode) {
      case "real" -> GuestProgram.real("nop\n");
      case "protected 0" -> GuestProgram.protectedMode(0, "nop\n");
      case "protected 3" -> GuestProgram.protectedMode(3, "nop\n");
      case "long 0" -> GuestProgram.longMode(0, "nop\n");
      default -> GuestProgram.longMode(3, "nop\n");
    };
  }

  /** Hashes of the states on the way. */
  private static List<Long> run(GuestProgram guest, ExecutionEngine engine, Random random) {
    List<Long> states = new ArrayList<>();
    Cpu cpu = guest.cpu;
    byte[] code = code(random);
    guest.memory.copyIn(GuestProgram.ORIGIN, code);
    // Handlers are random code, too.
    guest.memory.copyIn(GuestProgram.HANDLERS, code, 0, 256);
    scramble(guest, random, SystemGuest.GDT, 0x200);
    scramble(guest, random, SystemGuest.IDT, 0x400);
    scramble(guest, random, SystemGuest.TSS, 0x68);
    if (random.nextBoolean()) {
      scramble(guest, random, SystemGuest.PAGE_TABLES + 0x2000, 0x20);
      cpu.mmu.flushAll();
    }
    for (int i = 0; i < 16; i++) {
      cpu.r[i] = value(random);
    }
    cpu.dr[7] = random.nextInt(8) == 0 ? 0x400 | random.nextInt() & 0xFFFF_00FFL : 0x400;
    cpu.debug.armBreakpoints();
    for (int slice = 0; slice < 10; slice++) {
      long limit = cpu.instructionCount() + INSTRUCTIONS / 10;
      if (random.nextInt(4) == 0) {
        guest.interrupt(random.nextInt(256));
      }
      if (random.nextInt(8) == 0) {
        cpu.raiseNmi();
      }
      engine.run(limit);
      states.add(hash(guest));
      boolean ended = cpu.instructionCount() >= limit || cpu.halted || cpu.shutdown;
      assertTrue(ended, "stopped at " + cpu.instructionCount() + " of " + limit);
      // An exception or interrupt counts as one, and may come with the last instruction.
      assertTrue(cpu.instructionCount() <= limit + 1, "beyond the limit");
      cpu.halted = false;
      if (cpu.shutdown) {
        break;
      }
    }
    return states;
  }

  private static long hash(GuestProgram guest) {
    StateHash hash = new StateHash();
    guest.cpu.hashInto(hash);
    guest.memory.hashInto(hash);
    return hash.value();
  }

  private static byte[] code(Random random) {
    byte[] code = new byte[0x800];
    random.nextBytes(code);
    for (int at = 0; at < code.length - 8; at += 1 + random.nextInt(12)) {
      int[] favoured = FAVOURED[random.nextInt(FAVOURED.length)];
      for (int i = 0; i < favoured.length; i++) {
        code[at + i] = (byte) favoured[i];
      }
    }
    return code;
  }

  /** Changes some bits of some bytes. */
  private static void scramble(GuestProgram guest, Random random, int start, int length) {
    int count = random.nextInt(length / 8);
    for (int i = 0; i < count; i++) {
      int at = start + random.nextInt(length);
      guest.memory.write(at, 1, guest.memory.read(at, 1) ^ 1L << random.nextInt(8));
    }
  }

  private static long value(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt(0x400);
      case 1 -> 0x1_0000 + random.nextInt(0x2_0000);
      case 2 -> random.nextInt() & 0xFFFF_FFFFL;
      case 3 -> random.nextLong();
      case 4 -> 0x0000_7FFF_FFFF_FFF8L + random.nextInt(16);
      default -> 1L << random.nextInt(64);
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {0xE000_0000L, 0xFEE0_0000L, 0xFFFF_FFF0L, 0x40_0000L})
  void codeWhereThereIsNoMemory(long address) {
    try (GuestProgram guest =
        GuestProgram.protectedMode(0, "mov eax, " + address + "\njmp eax\n")) {
      guest.run();
      // Ones are no instruction.
      assertEquals(Vector.UD, guest.vector());
    }
  }
}
