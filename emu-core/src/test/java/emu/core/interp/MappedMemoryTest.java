package emu.core.interp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.bus.BusDevice;
import emu.core.memory.PhysicalMemory;
import emu.core.memory.RawMemory;
import emu.core.testing.GuestProgram;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** Memory that is mapped, unmapped and shadowed while the guest runs, as data and as code. */
class MappedMemoryTest {
  private static final long PLACE = 0xFD00_0000L;
  private static final int LENGTH = 0x1_0000;

  /** Calls {@code action} with what the guest writes to port 99h. */
  private static void onPort(GuestProgram guest, LongConsumer action) {
    guest.system.ports.map(
        0x99,
        1,
        new BusDevice() {
          @Override
          public long read(long offset, int size) {
            return -1;
          }

          @Override
          public void write(long offset, int size, long value) {
            action.accept(value);
          }
        });
  }

  @Test
  void loadsAndStoresGoToWhatIsMappedNow() {
    try (RawMemory ram = RawMemory.allocate(LENGTH);
        GuestProgram guest =
            GuestProgram.protectedMode(
                0,
                """
                mov esi, 0xFD001000
                mov bl, 3
                again:
                mov eax, [esi]
                out 0xE9, al
                inc dword [esi]
                mov al, bl
                out 0x99, al
                dec bl
                jns again
                hlt
                """)) {
      onPort(
          guest,
          value -> {
            if (value % 2 == 1) {
              guest.memory.mapRam(PLACE, ram);
            } else {
              guest.memory.unmap(ram);
            }
          });
      assertEquals("ff 0 ff 1", guest.run().log());
      assertEquals(2, RawMemory.load32(ram.address(0x1000, 4)));
    }
  }

  @Test
  void codeInADevicesMemorySeesItsOwnWrites() {
    try (RawMemory ram = RawMemory.allocate(LENGTH);
        GuestProgram guest =
            GuestProgram.protectedMode(
                0,
                """
                mov esi, code
                mov edi, 0xFD000FFA
                mov ecx, end - code
                rep movsb
                mov ebx, 0xFD000FFA
                mov edx, 2000
                call ebx
                hlt
                code:
                inc dword [ebx + change - code + 1]
                change: mov eax, 0
                dec edx
                jnz code
                out 0xE9, eax
                ret
                end:
                """)) {
      guest.memory.mapRam(PLACE, ram);
      assertEquals("7d0", guest.run().log());
    }
  }

  @Test
  void codeOfBeforeIsNotRunAfterAnotherIsMapped() {
    byte[] one = new byte[PhysicalMemory.PAGE];
    byte[] two = new byte[PhysicalMemory.PAGE];
    code(one, 1);
    code(two, 2);
    try (GuestProgram guest =
        GuestProgram.protectedMode(
            0,
            """
            mov ebx, 0x100000
            mov byte [ebx], 0xB0
            mov byte [ebx+1], 3
            mov byte [ebx+2], 0xC3
            mov dl, 5
            again:
            mov ecx, 100
            more: call ebx
            loop more
            out 0xE9, al
            mov al, dl
            out 0x99, al
            dec dl
            jnz again
            call ebx
            out 0xE9, al
            hlt
            """)) {
      PhysicalMemory memory = guest.memory;
      onPort(
          guest,
          value -> {
            switch ((int) value) {
              case 5 -> memory.mapRom(0x10_0000, one);
              case 4 -> memory.mapRom(0x10_0000, two);
              case 3 -> memory.setShadow(0x10_0000, 0x1000, true, false);
              case 2 -> memory.setShadow(0x10_0000, 0x1000, false, true);
              default -> memory.setShadow(0x10_0000, 0x1000, true, true);
            }
          });
      assertEquals("3 1 2 3 2 3", guest.run().log());
    }
  }

  /** MOV AL, value; RET. */
  private static void code(byte[] image, int value) {
    image[0] = (byte) 0xB0;
    image[1] = (byte) value;
    image[2] = (byte) 0xC3;
  }

  @Test
  void shadowRamUnderRom() {
    try (PhysicalMemory memory = new PhysicalMemory(4 << 20)) {
      byte[] image = new byte[0x8000];
      Arrays.fill(image, (byte) 0x55);
      memory.mapRom(0xF_8000, image);
      memory.write(0xF_8000, 1, 1);
      assertEquals(0x55, memory.read(0xF_8000, 1));
      assertFalse(memory.isRam(0xF_0000, 0x1_0000));
      // Copying the ROM to the RAM below it, as firmware does.
      memory.setShadow(0xF_8000, 0x8000, false, true);
      memory.write(0xF_8000, 1, 2);
      assertEquals(0x55, memory.read(0xF_8000, 1));
      assertEquals(0, memory.readablePage(0xF_8000) & 4095);
      assertNotEquals(memory.readablePage(0xF_8000), memory.writablePage(0xF_8000));
      memory.setShadow(0xF_8000, 0x8000, true, false);
      memory.write(0xF_8000, 1, 3);
      assertEquals(2, memory.read(0xF_8000, 1));
      assertEquals(0, memory.writablePage(0xF_8000));
      assertFalse(memory.isRam(0xF_0000, 0x1_0000));
      memory.setShadow(0xF_8000, 0x8000, true, true);
      assertTrue(memory.isRam(0xF_0000, 0x1_0000));
      memory.copyIn(0xF_7FFF, new byte[] {4, 5});
      assertEquals(0x0504, memory.read(0xF_7FFF, 1) | memory.read(0xF_8000, 1) << 8);
    }
  }

  @Test
  void memoryIsWholePages() {
    try (PhysicalMemory memory = new PhysicalMemory(4 << 20);
        RawMemory ram = RawMemory.allocate(LENGTH)) {
      assertThrows(IllegalArgumentException.class, () -> memory.mapRam(PLACE + 1, ram));
      assertThrows(IllegalArgumentException.class, () -> memory.mapRom(0, new byte[4095]));
    }
  }

  @Test
  void othersMayPeekAtAnyTime() {
    RawMemory ram = RawMemory.allocate(3 * LENGTH);
    byte[] seen = new byte[2 * LENGTH];
    RawMemory.store8(ram.address(LENGTH, 1), (byte) 7);
    ram.peek(1, seen, 1, LENGTH);
    byte[] expected = new byte[2 * LENGTH];
    expected[LENGTH] = 7;
    assertArrayEquals(expected, seen);
    assertThrows(IndexOutOfBoundsException.class, () -> ram.peek(2 * LENGTH, seen, 0, LENGTH + 1));
    ram.close();
    ram.peek(LENGTH, seen, LENGTH, 1);
    assertEquals(0, seen[LENGTH]);
  }
}
