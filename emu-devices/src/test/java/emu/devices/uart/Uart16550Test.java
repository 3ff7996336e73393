package emu.devices.uart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.bus.HostQueue;
import emu.core.debug.StateHash;
import emu.devices.testing.HostileSweep;
import emu.devices.testing.ManualTime;
import emu.devices.testing.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Uart16550Test {
  private static final int DATA = 0;
  private static final int IER = 1;
  private static final int IIR = 2;
  private static final int FCR = 2;
  private static final int LCR = 3;
  private static final int MCR = 4;
  private static final int LSR = 5;
  private static final int MSR = 6;
  private static final int SCR = 7;
  private static final int OUT2 = 0x08;
  private static final int LOOP = 0x10;
  private static final int DLAB = 0x80;
  private static final int NONE = 0x01;
  private static final int THR_EMPTY = 0x02;
  private static final int RECEIVED = 0x04;
  private static final int LINE_STATUS = 0x06;
  private static final int TIMEOUT = 0x0C;
  private static final int FIFOS = 0xC0;

  /** A frame of ten bits at 115,200 baud, in nanoseconds. */
  private static final long FRAME = 86_805;

  private final ManualTime time = new ManualTime();
  private final Wire irq = new Wire();
  private final StringBuilder output = new StringBuilder();
  private final HostQueue<Byte> input = new HostQueue<>(4096);
  private final Uart16550 uart =
      new Uart16550(time.events(), irq, b -> output.append((char) b), input, 0);

  /** 115,200 8N1, FIFOs with trigger level 8, interrupts let through. */
  private void setUp(int interrupts) {
    uart.write(LCR, 1, DLAB | 3);
    uart.write(DATA, 1, 1);
    uart.write(IER, 1, 0);
    uart.write(LCR, 1, 3);
    uart.write(FCR, 1, 0x87);
    uart.write(MCR, 1, OUT2 | 3);
    uart.write(IER, 1, interrupts);
  }

  private void type(String text) {
    for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
      assertTrue(input.offer(b));
    }
    uart.poll();
  }

  private String readAll() {
    StringBuilder text = new StringBuilder();
    while ((uart.read(LSR, 1) & 1) != 0) {
      text.append((char) uart.read(DATA, 1));
    }
    return text.toString();
  }

  @Test
  void linuxRecognizesA16550A() {
    uart.write(IER, 1, 0);
    assertEquals(0, uart.read(IER, 1) & 0x0F);
    uart.write(IER, 1, 0xFF);
    assertEquals(0x0F, uart.read(IER, 1), "no bits of later chips");
    uart.write(IER, 1, 0);
    uart.write(MCR, 1, LOOP | 0x0A);
    assertEquals(0x90, uart.read(MSR, 1) & 0xF0);
    uart.write(MCR, 1, 0);
    uart.write(LCR, 1, 0xBF);
    uart.write(2, 1, 0);
    uart.write(LCR, 1, 0);
    uart.write(FCR, 1, 1);
    assertEquals(3, uart.read(IIR, 1) >> 6);
    uart.write(SCR, 1, 0xA5);
    assertEquals(0xA5, uart.read(SCR, 1));
  }

  @Test
  void transmitsAtOnceAndIsAlwaysEmpty() {
    setUp(0);
    for (char c : "Linux".toCharArray()) {
      assertEquals(0x60, uart.read(LSR, 1));
      uart.write(DATA, 1, c);
    }
    assertEquals("Linux", output.toString());
    assertFalse(irq.level());
  }

  /** The test for a broken transmitter interrupt in Linux's serial8250_do_startup. */
  @Test
  void enablingTheTransmitterInterruptRaisesItEachTime() {
    setUp(0x02);
    assertEquals(FIFOS | THR_EMPTY, uart.read(IIR, 1));
    assertEquals(FIFOS | NONE, uart.read(IIR, 1), "reading IIR clears it");
    uart.write(IER, 1, 0);
    uart.write(IER, 1, 0x02);
    assertEquals(FIFOS | THR_EMPTY, uart.read(IIR, 1));
  }

  @Test
  void eachWriteMakesANewTransmitterInterrupt() {
    setUp(0x02);
    for (int i = 0; i < 3; i++) {
      assertTrue(irq.level());
      uart.read(IIR, 1);
      assertFalse(irq.level());
      for (int n = 0; n < 16; n++) {
        uart.write(DATA, 1, 'x');
      }
    }
    assertEquals(4, irq.edges());
    assertEquals("x".repeat(48), output.toString());
  }

  @Test
  void interruptNeedsOut2() {
    setUp(0x02);
    uart.write(MCR, 1, 0);
    assertFalse(irq.level());
    uart.write(MCR, 1, OUT2);
    assertTrue(irq.level());
  }

  @Test
  void divisorLatchCoversTwoRegisters() {
    uart.write(LCR, 1, DLAB);
    uart.write(DATA, 2, 0x1234);
    assertEquals(0x1234, uart.read(DATA, 2));
    uart.write(LCR, 1, 0);
    assertEquals(0, uart.read(IER, 1));
    assertEquals("", output.toString());
  }

  @Test
  void triggerLevelInterrupts() {
    setUp(0x01);
    type("12345678");
    time.run(7 * FRAME - 1);
    assertFalse(irq.level());
    time.run(1);
    assertTrue(irq.level());
    assertEquals(FIFOS | RECEIVED, uart.read(IIR, 1));
    assertEquals('1', uart.read(DATA, 1));
    assertFalse(irq.level(), "below the trigger level again");
    assertEquals("2345678", readAll());
  }

  @Test
  void loneCharacterIsReportedAfterFourFrames() {
    setUp(0x01);
    type("a");
    time.run(4 * FRAME - 10);
    assertFalse(irq.level());
    time.run(20);
    assertTrue(irq.level());
    assertEquals(FIFOS | TIMEOUT, uart.read(IIR, 1));
    assertEquals('a', uart.read(DATA, 1));
    assertFalse(irq.level());
    assertEquals(FIFOS | NONE, uart.read(IIR, 1));
  }

  @Test
  void pastedTextNeitherOverrunsNorIsLost() {
    setUp(0x01);
    String text = "0123456789abcdef".repeat(100);
    type(text);
    StringBuilder got = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      time.run(50 * FRAME);
      assertEquals(0, uart.read(LSR, 1) & 0x02);
      got.append(readAll());
    }
    assertEquals(text, got.toString());
  }

  @Test
  void receptionKeepsTheBaudRate() {
    setUp(0x01);
    type("x".repeat(1000));
    int received = 0;
    for (int i = 0; i < 100; i++) {
      time.run(100_000);
      received += readAll().length();
    }
    assertEquals(115, received, 2);
  }

  @Test
  void withoutFifosOneCharacterIsHeldAndTheHostWaits() {
    uart.write(MCR, 1, OUT2);
    uart.write(IER, 1, 0x01);
    type("ab");
    time.run(1_000_000_000);
    assertEquals(RECEIVED, uart.read(IIR, 1));
    assertEquals('a', uart.read(DATA, 1));
    time.run(1_000_000_000);
    assertEquals("b", readAll());
  }

  @Test
  void polledPortLooksAtItsInputAtFixedTimes() {
    Uart16550 polled = new Uart16550(time.events(), irq, b -> {}, input, 1_000_000);
    time.run(2_500_000);
    input.offer((byte) 'k');
    polled.poll();
    time.run(499_999);
    assertEquals(0x60, polled.read(LSR, 1));
    time.run(1);
    assertEquals(0x61, polled.read(LSR, 1));
  }

  @Test
  void loopbackReturnsBytesAndReportsOverrun() {
    setUp(0x05);
    uart.write(MCR, 1, LOOP | OUT2);
    for (int i = 0; i < 20; i++) {
      uart.write(DATA, 1, i);
    }
    assertFalse(irq.level(), "loopback disconnects OUT2");
    assertEquals(FIFOS | LINE_STATUS, uart.read(IIR, 1));
    assertEquals(0x63, uart.read(LSR, 1));
    assertEquals(0x61, uart.read(LSR, 1), "reading clears the overrun");
    for (int i = 0; i < 16; i++) {
      assertEquals(i, uart.read(DATA, 1));
    }
    assertEquals(0x60, uart.read(LSR, 1));
    assertEquals("", output.toString());
  }

  @Test
  void modemLinesAreUpAndChangesInterrupt() {
    setUp(0x08);
    assertEquals(0xB0, uart.read(MSR, 1));
    uart.write(MCR, 1, LOOP);
    uart.write(MCR, 1, OUT2);
    assertTrue(irq.level());
    assertEquals(FIFOS, uart.read(IIR, 1));
    assertEquals(0xBB, uart.read(MSR, 1));
    assertEquals(0xB0, uart.read(MSR, 1));
    assertFalse(irq.level());
  }

  @Test
  void resettingTheReceiverEmptiesIt() {
    setUp(0x01);
    type("abc");
    time.run(10 * FRAME);
    uart.write(FCR, 1, 0x83);
    assertEquals("", readAll());
    assertFalse(irq.level());
  }

  @Test
  void stateHashSeesTheRegisters() {
    StateHash before = new StateHash();
    uart.hashInto(before);
    uart.write(SCR, 1, 1);
    StateHash after = new StateHash();
    uart.hashInto(after);
    assertFalse(before.value() == after.value());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void survivesHostileAccesses(long seed) {
    input.onOffer(() -> {});
    type("hostile input ".repeat(200));
    HostileSweep.run(seed, time, 8, List.of(uart));
  }
}
