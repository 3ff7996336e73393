package emu.devices.vga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import emu.core.debug.StateHash;
import emu.devices.testing.HostileSweep;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VgaTest {
  private static final int SECOND = 1_000_000_000;

  private final Adapter adapter = new Adapter();

  @AfterEach
  void close() {
    adapter.close();
  }

  private long hash() {
    StateHash hash = new StateHash();
    adapter.vga.hashInto(hash);
    return hash.value();
  }

  @Test
  void registersAnswerWhereColourOrMonochromeAdaptersDo() {
    adapter.out(0x3C2, 0x01);
    adapter.crtc(0x0F, 0x5A);
    assertEquals(0x5A, adapter.in(0x3D5));
    assertEquals(0xFF, adapter.in(0x3B5));
    adapter.out(0x3C2, 0x00);
    assertEquals(0x5A, adapter.in(0x3B5));
    assertEquals(0xFF, adapter.in(0x3D5));
    assertEquals(0xFF, adapter.in(0x3BC), "the parallel port's place");
  }

  /** As Linux's vgacon tells a VGA from an EGA: bits of the attribute controller stay. */
  @Test
  void theAttributeControllersIndexAndDataTakeTurns() {
    adapter.vga.setTextMode();
    adapter.in(0x3DA);
    adapter.out(0x3C0, 0x13);
    adapter.out(0x3C0, 0x05);
    adapter.out(0x3C0, 0x20);
    adapter.in(0x3DA);
    adapter.out(0x3C0, 0x13 | 0x20);
    assertEquals(0x05, adapter.in(0x3C1));
    assertEquals(0x33, adapter.in(0x3C0));
  }

  @Test
  void theFirstCrtcRegistersCanBeProtected() {
    adapter.vga.setTextMode();
    adapter.crtc(0x11, 0x8E);
    adapter.crtc(0x01, 0x27);
    adapter.crtc(0x07, 0x00);
    adapter.out(0x3D4, 0x01);
    assertEquals(0x4F, adapter.in(0x3D5));
    adapter.out(0x3D4, 0x07);
    assertEquals(0x0F, adapter.in(0x3D5), "only line compare's bit can be written");
    adapter.crtc(0x11, 0x0E);
    adapter.crtc(0x01, 0x27);
    adapter.out(0x3D4, 0x01);
    assertEquals(0x27, adapter.in(0x3D5));
  }

  @Test
  void theDacCountsThroughItsColours() {
    adapter.colour(5, 1, 2, 3);
    adapter.out(0x3C9, 0xFF);
    adapter.out(0x3C9, 5);
    assertEquals(6, adapter.in(0x3C8), "an unfinished colour does not count");
    adapter.out(0x3C9, 6);
    assertEquals(0, adapter.in(0x3C7));
    adapter.out(0x3C7, 5);
    assertEquals(3, adapter.in(0x3C7));
    for (int expected : new int[] {1, 2, 3, 0x3F, 5, 6}) {
      assertEquals(expected, adapter.in(0x3C9));
    }
  }

  @Test
  void theBeamGoesRoundSeventyTimesASecond() {
    adapter.vga.setTextMode();
    int retraces = 0;
    int displaying = 0;
    int samples = 100_000;
    boolean before = false;
    for (int i = 0; i < samples; i++) {
      adapter.time.run(SECOND / samples);
      int status = adapter.in(0x3DA);
      boolean retrace = (status & 0x08) != 0;
      retraces += retrace && !before ? 1 : 0;
      displaying += (status & 0x01) == 0 ? 1 : 0;
      before = retrace;
    }
    assertEquals(70, retraces);
    assertEquals(400.0 / 449 * 80 / 100, (double) displaying / samples, 0.01);
  }

  @Test
  void aPictureChangesNoState() {
    adapter.vga.setTextMode();
    adapter.print(0, 0, "x", 0x87);
    long before = hash();
    adapter.dot(0, 0);
    adapter.text();
    assertEquals(before, hash());
    adapter.poke(0xB_8000, 'y');
    assertNotEquals(before, hash());
  }

  /** A viewer may draw at any time, whatever the guest has set. */
  @Test
  void hostileValuesBreakNeitherRegistersNorPictures() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 8; round++) {
      HostileSweep.run(
          random.nextLong(),
          adapter.time,
          0x2_0000,
          List.of(adapter.vga.legacyMemory(), adapter.vga.registers()));
      HostileSweep.run(
          random.nextLong(),
          adapter.time,
          48,
          List.of(adapter.vga.ports(), adapter.vga.dispiPorts(), adapter.vga.registers()));
      for (int mode = 0; mode < 2; mode++) {
        adapter.dispi(4, mode);
        adapter.out(0x3C0, 0x20);
        adapter.vga.screen().draw(adapter.frame);
        adapter.vga.screen().text();
      }
    }
  }

  @Test
  void theScreenOutlivesTheAdapter() {
    adapter.vga.setTextMode();
    adapter.vga.close();
    adapter.vga.screen().draw(adapter.frame);
    assertEquals(720, adapter.frame.width());
  }
}
