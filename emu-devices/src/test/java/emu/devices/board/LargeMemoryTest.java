package emu.devices.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.cpu.EntryState;
import emu.core.interp.Interpreter;
import emu.core.memory.PhysicalMemory;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Boards of gigabytes: a kernel finds memory on both sides of the hole, and uses no other. */
class LargeMemoryTest {
  private static final long GIB = 1L << 30;

  /**
   * Writes below the hole, and through PAE paging at 4 GiB and at the end of RAM, which the page
   * directory entry {@code last} maps.
   */
  private static Assembly kernel(long last) {
    return Assembler.assemble(
        """
        org 0x100000
        bits 32
        mov dword [0x80000000], 0x11
        mov dword [0xBFFFF000], 0x22
        mov dword [0x200000], 0x201001
        mov dword [0x200008], 0x202001
        mov dword [0x200010], 0x203001
        mov dword [0x201000], 0x83
        mov dword [0x202000], 0x83
        mov dword [0x202004], 1
        mov dword [0x202008], 0x%x
        mov dword [0x20200C], 0x%x
        mov dword [0x203000], 0x80000083
        mov eax, cr4
        or al, 0x20
        mov cr4, eax
        mov eax, 0x200000
        mov cr3, eax
        mov eax, cr0
        or eax, 0x80000000
        mov cr0, eax
        mov dword [0x40000000], 0x44
        mov dword [0x403FFFFC], 0x08
        mov eax, [0x80000000]
        add eax, [0x40000000]
        add eax, [0x403FFFFC]
        out 0xF4, al
        hlt
        """
            .formatted(last & 0xFFFF_FFFFL, last >>> 32));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6, 8})
  void kernelTouchesBothSidesOfTheHole(int gibibytes) throws BootException {
    long highEnd = 4 * GIB + (gibibytes - 3) * GIB;
    long last = highEnd - (2 << 20) | 0x83;
    Assembly kernel = kernel(last);
    AtomicReference<PhysicalMemory> ram = new AtomicReference<>();
    BoardConfig config =
        BoardConfig.deterministic(gibibytes * GIB, value -> {}).withDebugExit(0xF4);
    try (Machine machine =
        new Machine(
            config,
            Interpreter::new,
            target -> {
              ram.set(target.memory());
              target.memory().copyIn(kernel.origin(), kernel.code());
              return new EntryState(
                  EntryState.Mode.PROTECTED_32,
                  kernel.origin(),
                  0,
                  0,
                  0,
                  0,
                  0,
                  0,
                  0,
                  0,
                  0x9000,
                  0x1F,
                  0x10,
                  0x18);
            })) {
      int sum = 0x11 + 0x44 + 0x08;
      assertEquals(new StopReason(Kind.DEBUG_EXIT, sum << 1 | 1), machine.run(RunLimits.NONE));
      PhysicalMemory memory = ram.get();
      assertEquals(0x22, memory.read(0xBFFF_F000L, 4));
      assertEquals(0x44, memory.read(4 * GIB, 4));
      assertEquals(0x08, memory.read(highEnd - 4, 4));
      assertTrue(memory.touchedBytes() < 1 << 20, memory.touchedBytes() + " bytes");
    }
  }
}
