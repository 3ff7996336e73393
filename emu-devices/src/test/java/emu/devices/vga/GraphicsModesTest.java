package emu.devices.vga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GraphicsModesTest {
  private final Adapter adapter = new Adapter();

  @AfterEach
  void close() {
    adapter.close();
  }

  /** The colour that the test's palette has for {@code index}, of 16. */
  private static int colour(int index) {
    return eight(index * 4) << 16 | eight(63 - index * 4) << 8 | eight(index);
  }

  private static int eight(int six) {
    return six << 2 | six >> 4;
  }

  @Test
  void mode13hHasAByteForEachDot() {
    adapter.setMode13h();
    adapter.poke(0xA_0000 + 320 * 199 + 319, 7);
    adapter.poke(0xA_0000, 4, 0x04030201);
    assertEquals(colour(1), adapter.dot(0, 0));
    assertEquals(colour(1), adapter.dot(1, 1), "each dot is two dots wide and two lines high");
    assertEquals(colour(4), adapter.dot(7, 0));
    assertEquals(colour(7), adapter.dot(639, 399));
    assertEquals(640, adapter.frame.width());
    assertEquals(400, adapter.frame.height());
    assertEquals(0x0403_0201L, adapter.peek(0xA_0000, 4));
    assertTrue(adapter.vga.screen().text().isEmpty());
  }

  @Test
  void modeXHasFourDotsAtEachAddress() {
    adapter.setMode13h();
    adapter.sequencer(4, 0x06);
    adapter.crtc(0x14, 0x00);
    adapter.crtc(0x17, 0xE3);
    for (int plane = 0; plane < 4; plane++) {
      adapter.sequencer(2, 1 << plane);
      adapter.poke(0xA_0000 + 80, 8 + plane);
    }
    for (int plane = 0; plane < 4; plane++) {
      assertEquals(colour(8 + plane), adapter.dot(2 * plane, 2));
      adapter.graphics(4, plane);
      assertEquals(8 + plane, adapter.peek(0xA_0000 + 80));
    }
    adapter.sequencer(2, 0x0F);
    adapter.poke(0xA_0000 + 2 * 80, 3);
    adapter.crtc(0x0D, 80); // the next line
    assertEquals(colour(8), adapter.dot(0, 0));
    assertEquals(colour(3), adapter.dot(7, 2));
  }

  @Test
  void mode12hHasABitInEachPlaneForEachDot() {
    adapter.setMode12h();
    adapter.sequencer(2, 0x05);
    adapter.poke(0xA_0000 + 80 * 479 + 79, 0x01);
    assertEquals(colour(5), adapter.dot(639, 479));
    assertEquals(colour(0), adapter.dot(638, 479));
    assertEquals(640, adapter.frame.width());
    assertEquals(480, adapter.frame.height());
  }

  @Test
  void mode0DhHasItsDotsTwice() {
    adapter.setMode0Dh();
    adapter.poke(0xA_0000 + 40, 0x80);
    assertEquals(colour(15), adapter.dot(1, 2));
    assertEquals(colour(15), adapter.dot(0, 3));
    assertEquals(colour(0), adapter.dot(2, 2));
    assertEquals(640, adapter.frame.width());
    assertEquals(400, adapter.frame.height());
  }

  @Test
  void mode4HasTwoBitsForEachDotAndOddLinesElsewhere() {
    adapter.setMode4();
    adapter.poke(0xB_8000 + 1, 0x1B);
    adapter.poke(0xB_8000 + 0x2000, 0xC0);
    for (int i = 0; i < 4; i++) {
      assertEquals(colour(i), adapter.dot((4 + i) * 2, 0));
    }
    assertEquals(colour(3), adapter.dot(0, 2));
    assertEquals(colour(0), adapter.dot(0, 1));
  }

  @Test
  void writeModeZeroRotatesSetsAndMasks() {
    adapter.setMode12h();
    adapter.graphics(3, 0x03); // rotate by 3
    adapter.poke(0xA_0000, 0x81);
    assertEquals(0x30, adapter.peek(0xA_0000));
    adapter.graphics(3, 0);
    adapter.graphics(1, 0x05); // planes 0 and 2 from set/reset: 1 and 0
    adapter.graphics(0, 0x01);
    adapter.poke(0xA_0001, 0x3C);
    assertPlanes(0xA_0001, 0xFF, 0x3C, 0x00, 0x3C);
    adapter.graphics(1, 0);
    adapter.graphics(8, 0x0F); // the high half from the latch
    adapter.peek(0xA_0001);
    adapter.poke(0xA_0002, 0xA5);
    adapter.graphics(8, 0xFF);
    assertPlanes(0xA_0002, 0xF5, 0x35, 0x05, 0x35);
  }

  @Test
  void writeModesOneTwoAndThree() {
    adapter.setMode12h();
    adapter.graphics(5, 0x02);
    adapter.poke(0xA_0000, 0x06);
    adapter.graphics(5, 0x00);
    assertPlanes(0xA_0000, 0x00, 0xFF, 0xFF, 0x00);
    adapter.peek(0xA_0000);
    adapter.graphics(5, 0x01);
    adapter.poke(0xA_0010, 0x55);
    adapter.graphics(5, 0x00);
    assertPlanes(0xA_0010, 0x00, 0xFF, 0xFF, 0x00);
    adapter.graphics(0, 0x09);
    adapter.graphics(8, 0x3F);
    adapter.peek(0xA_0010);
    adapter.graphics(5, 0x03);
    adapter.poke(0xA_0010, 0xF0);
    adapter.graphics(5, 0x00);
    assertPlanes(0xA_0010, 0x30, 0xCF, 0xCF, 0x30);
  }

  @Test
  void functionsCombineWithTheLatch() {
    adapter.setMode12h();
    adapter.poke(0xA_0000, 0x3C);
    int[] expected = {0x0F, 0x0C, 0x3F, 0x33};
    for (int function = 0; function < 4; function++) {
      adapter.graphics(3, function << 3);
      adapter.peek(0xA_0000);
      adapter.poke(0xA_0001, 0x0F);
      assertEquals(expected[function], adapter.peek(0xA_0001));
    }
  }

  @Test
  void readModeOneComparesColours() {
    adapter.setMode12h();
    adapter.sequencer(2, 0x03);
    adapter.poke(0xA_0000, 0xF0);
    adapter.sequencer(2, 0x04);
    adapter.poke(0xA_0000, 0x3C);
    adapter.graphics(5, 0x08);
    adapter.graphics(2, 0x07); // white among the first three planes
    adapter.graphics(7, 0x07);
    assertEquals(0x30, adapter.peek(0xA_0000));
    adapter.graphics(7, 0x03); // whatever plane 2 has
    assertEquals(0xF0, adapter.peek(0xA_0000));
  }

  @Test
  void paletteAndColourSelectChooseTheDacsColour() {
    adapter.setMode12h();
    adapter.poke(0xA_0000, 0x80);
    adapter.colour(0x93, 1, 2, 3);
    adapter.attribute(0x0F, 0x13);
    adapter.attribute(0x14, 0x08);
    assertEquals(0x04080C, adapter.dot(0, 0));
    adapter.colour(0x53, 3, 2, 1);
    adapter.attribute(0x10, 0x81);
    adapter.attribute(0x14, 0x05);
    assertEquals(0x0C0804, adapter.dot(0, 0));
    adapter.out(0x3C6, 0x13);
    adapter.colour(0x13, 0x3F, 0, 0);
    assertEquals(0xFF0000, adapter.dot(0, 0));
  }

  private void assertPlanes(int address, int... values) {
    for (int plane = 0; plane < 4; plane++) {
      adapter.graphics(4, plane);
      assertEquals(values[plane], adapter.peek(address), "plane " + plane);
    }
  }
}
