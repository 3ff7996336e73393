package emu.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Raw memory, and that the tests run with its checks on. */
class RawMemoryTest {
  @Test
  void checksAreOnInTests() {
    assertTrue(Boolean.getBoolean(RawMemory.CHECKED_PROPERTY));
  }

  @Test
  void accessesOutsideABlockAreFound() {
    long end;
    try (RawMemory memory = RawMemory.allocate(8192)) {
      end = memory.address(4096, 4096) + 4096;
      RawMemory.store64(end - 8, -1);
      assertThrows(AssertionError.class, () -> RawMemory.load8(end));
      assertThrows(AssertionError.class, () -> RawMemory.store8(end - 8193, (byte) 0));
      assertThrows(AssertionError.class, () -> RawMemory.load64(end - 7));
      assertThrows(AssertionError.class, () -> RawMemory.fill(end - 8, 9, (byte) 0));
      assertThrows(AssertionError.class, () -> RawMemory.copy(end - 8, end - 7, 8));
      assertEquals(0xFF, RawMemory.load8(end - 1));
    }
    assertThrows(AssertionError.class, () -> RawMemory.load8(end - 1));
  }

  @Test
  void accessesAcrossPagesAreFound() {
    try (RawMemory memory = RawMemory.allocate(8192)) {
      long page = memory.address(4096, 4096);
      assertThrows(AssertionError.class, () -> RawMemory.load16(page - 1));
      assertThrows(AssertionError.class, () -> RawMemory.load32(page - 3));
      assertThrows(AssertionError.class, () -> RawMemory.store64(page - 7, 0));
    }
  }

  @Test
  void onlyWhatIsAskedForIsTouched() {
    try (RawMemory memory = RawMemory.allocate(1L << 33)) {
      assertEquals(0, memory.touchedBytes());
      memory.address((1L << 33) - 4096, 4096);
      memory.address(0, 1);
      memory.address(4095, 1);
      assertEquals(2 << 14, memory.touchedBytes());
    }
  }

  @Test
  void memoryBeginsAsZeros() {
    try (RawMemory first = RawMemory.allocate(1 << 16)) {
      for (int offset = 0; offset < 1 << 16; offset += 4096) {
        RawMemory.fill(first.address(offset, 4096), 4096, (byte) 0x5A);
      }
    }
    try (RawMemory second = RawMemory.allocate(1 << 16)) {
      for (int offset = 0; offset < 1 << 16; offset += 8) {
        assertEquals(0, RawMemory.load64(second.address(offset, 8)));
      }
    }
  }

  @Test
  void addressesOutsideTheBlockAreRefused() {
    try (RawMemory memory = RawMemory.allocate(8192)) {
      assertThrows(IndexOutOfBoundsException.class, () -> memory.address(-1, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> memory.address(8192, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> memory.address(4097, 4096));
      assertThrows(IndexOutOfBoundsException.class, () -> memory.address(Long.MAX_VALUE, 1));
    }
  }
}
