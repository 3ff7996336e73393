package emu.devices.vga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.bus.BusDevice;
import emu.core.memory.RawMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispiTest {
  private static final int ENABLED_LINEAR = 0x41;

  private final Adapter adapter = new Adapter();
  private final BusDevice window = adapter.vga.registers();
  private final RawMemory memory = adapter.vga.memory();

  @BeforeEach
  void unblank() {
    adapter.out(0x3C0, 0x20);
  }

  @AfterEach
  void close() {
    adapter.close();
  }

  private void setMode(int width, int height, int bits, int enable) {
    adapter.dispi(4, 0);
    adapter.dispi(1, width);
    adapter.dispi(2, height);
    adapter.dispi(3, bits);
    adapter.dispi(4, enable);
  }

  private void write(long offset, int size, long value) {
    RawMemory.store(memory.address(offset, size), size, value);
  }

  @Test
  void aDriverFindsTheInterfaceAndItsMemory() {
    assertEquals(0xB0C5, adapter.dispi(0));
    adapter.dispi(0, 0xB0C0);
    assertEquals(0xB0C0, adapter.dispi(0));
    adapter.dispi(0, 0x1234);
    assertEquals(0xB0C0, adapter.dispi(0));
    assertEquals(256, adapter.dispi(10));
    adapter.dispi(4, 0x02);
    assertTrue(adapter.dispi(1) >= 1280 && adapter.dispi(2) >= 1024);
    assertEquals(32, adapter.dispi(3));
    assertEquals(0xFFFF, adapter.dispi(11));
  }

  /** What Linux's bochs driver does, through the window of base address register 2. */
  @Test
  void theWindowReachesAllRegisters() {
    assertEquals(0xB0C5, window.read(0x500, 2) & 0xFFFF);
    assertEquals(256, window.read(0x500 + 20, 2) & 0xFFFF);
    window.write(0x502, 2, 1280);
    window.write(0x504, 2, 800);
    window.write(0x506, 2, 32);
    window.write(0x508, 2, ENABLED_LINEAR);
    assertEquals(0x0320_0500, window.read(0x502, 4));
    assertEquals(1280, adapter.dispi(6));
    assertEquals((16 << 20) / (1280 * 4), adapter.dispi(7));
    assertEquals(8, window.read(0x600, 4));
    assertEquals(0x1E1E_1E1E, window.read(0x604, 4));
    window.write(0x402, 1, 0x01);
    assertEquals(0x01, adapter.in(0x3CC));
    adapter.dot(0, 0);
    assertEquals(1280, adapter.frame.width());
    assertEquals(800, adapter.frame.height());
  }

  @Test
  void edidNamesAPreferredModeAndAddsUpToZero() {
    int sum = 0;
    for (int i = 0; i < 128; i++) {
      sum += (int) window.read(i, 1);
    }
    assertEquals(0, sum & 0xFF);
    assertEquals(0x00FF_FFFF_FFFF_FF00L, window.read(0, 8));
    assertEquals(1280, window.read(56, 1) | (window.read(58, 1) & 0xF0) << 4);
    assertEquals(800, window.read(59, 1) | (window.read(61, 1) & 0xF0) << 4);
    assertEquals(0xFF, window.read(128, 1));
  }

  @Test
  void dotsOfAllDepths() {
    setMode(640, 480, 32, ENABLED_LINEAR);
    write((640 * 479 + 639) * 4, 4, 0x80123456L);
    assertEquals(0x123456, adapter.dot(639, 479));
    setMode(640, 480, 24, ENABLED_LINEAR);
    write(3, 2, 0x3456);
    write(5, 1, 0x12);
    assertEquals(0x123456, adapter.dot(1, 0));
    setMode(800, 600, 16, ENABLED_LINEAR);
    write(800 * 2, 2, 0b10000_100000_00001);
    assertEquals(0x848208, adapter.dot(0, 1));
    setMode(800, 600, 15, ENABLED_LINEAR);
    write(800 * 2, 2, 0b10000_10000_00001);
    assertEquals(0x848408, adapter.dot(0, 1));
    setMode(800, 600, 8, ENABLED_LINEAR);
    adapter.colour(0x42, 63, 32, 0);
    write(801, 1, 0x42);
    assertEquals(0xFF8200, adapter.dot(1, 1));
    setMode(800, 600, 8, ENABLED_LINEAR | 0x20);
    adapter.colour(0x42, 0x81, 0x42, 0x24);
    write(801, 1, 0x42);
    assertEquals(0x814224, adapter.dot(1, 1));
  }

  @Test
  void fourBitsArePlanes() {
    adapter.out(0x3C2, 0x03);
    setMode(800, 600, 4, ENABLED_LINEAR);
    for (int i = 0; i < 16; i++) {
      adapter.attribute(i, i);
    }
    adapter.attribute(0x12, 0x0F);
    adapter.colour(9, 0, 63, 0);
    adapter.out(0x3C6, 0xFF);
    adapter.sequencer(2, 0x09);
    adapter.sequencer(4, 0x06);
    adapter.graphics(8, 0xFF);
    adapter.poke(0xA_0000 + 100, 0x80);
    assertEquals(0x00FF00, adapter.dot(0, 1));
  }

  @Test
  void offsetsMoveThePictureInALargerOne() {
    setMode(640, 480, 32, ENABLED_LINEAR);
    adapter.dispi(6, 1000);
    adapter.dispi(8, 10);
    adapter.dispi(9, 500);
    write((1000 * 500 + 10) * 4, 4, 0xABCDEF);
    assertEquals(0xABCDEF, adapter.dot(0, 0));
    adapter.dispi(9, 0xFFFF);
    assertEquals(0, adapter.dot(0, 0), "there is nothing past the memory");
  }

  @Test
  void banksAreSeenAtA0000() {
    setMode(640, 480, 8, 0x01);
    adapter.out(0x3C2, 0x03);
    adapter.graphics(8, 0xFF);
    adapter.dispi(5, 3);
    adapter.poke(0xA_0005, 2, 0x1234);
    assertEquals(0x1234, RawMemory.load(memory.address(3 * 65536 + 5, 2), 2));
    assertEquals(0x1234, adapter.peek(0xA_0005, 2));
    adapter.dispi(4, 0);
    assertEquals(0, adapter.dispi(5));
  }

  @Test
  void enablingClearsUnlessToldNotTo() {
    write(100, 1, 7);
    setMode(640, 480, 8, ENABLED_LINEAR | 0x80);
    assertEquals(7, RawMemory.load(memory.address(100, 1), 1));
    setMode(640, 480, 8, ENABLED_LINEAR);
    assertEquals(0, RawMemory.load(memory.address(100, 1), 1));
  }

  @Test
  void thePictureIsNeverLargerThanTheMemory() {
    setMode(0xFFFF, 0xFFFF, 8, ENABLED_LINEAR);
    adapter.dot(0, 0);
    assertTrue(adapter.frame.width() * adapter.frame.height() <= 16 << 20);
    setMode(0xFFFF, 0xFFFF, 32, ENABLED_LINEAR);
    adapter.dot(0, 0);
    assertTrue(adapter.frame.width() * adapter.frame.height() <= 4 << 20);
  }
}
