package emu.devices.uart;

import emu.core.bus.ByteDevice;
import emu.core.bus.HostQueue;
import emu.core.bus.InterruptLine;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.time.EventQueue;
import emu.core.time.Timer;
import java.util.function.IntConsumer;

/**
 * A 16550A (PC16550D datasheet, National Semiconductor, 1995) with a terminal at the other end that
 * is always ready. Eight registers.
 *
 * <p>Deviation: a byte that is transmitted leaves at once, so the transmitter is always empty and a
 * driver never waits for it. At 115,200 baud each character of a console would cost the guest 87
 * microseconds, mostly spent polling.
 *
 * <p>Received bytes do take their time on the line, by divisor and frame length. They come from a
 * queue of the host one by one, and only when the FIFO has room, so pasted text neither overruns
 * the FIFO nor floods the guest.
 */
public final class Uart16550 implements ByteDevice, Hashed {
  private static final int RBR_THR_DLL = 0;
  private static final int IER_DLM = 1;
  private static final int IIR_FCR = 2;
  private static final int LCR = 3;
  private static final int MCR = 4;
  private static final int LSR = 5;
  private static final int MSR = 6;
  private static final int SCR = 7;

  private static final int IER_ERBFI = 0x01;
  private static final int IER_ETBEI = 0x02;
  private static final int IER_ELSI = 0x04;
  private static final int IER_EDSSI = 0x08;
  private static final int IER_WRITABLE = 0x0F;

  // Datasheet table IV.
  private static final int IIR_LINE_STATUS = 0x06;
  private static final int IIR_DATA = 0x04;
  private static final int IIR_TIMEOUT = 0x0C;
  private static final int IIR_THR_EMPTY = 0x02;
  private static final int IIR_MODEM_STATUS = 0x00;
  private static final int IIR_NONE = 0x01;
  private static final int IIR_FIFOS = 0xC0;

  private static final int FCR_ENABLE = 0x01;
  private static final int FCR_RESET_RECEIVER = 0x02;
  private static final int[] TRIGGER_LEVELS = {1, 4, 8, 14};

  private static final int LCR_DATA_BITS = 0x03;
  private static final int LCR_STOP = 0x04;
  private static final int LCR_PARITY = 0x08;
  private static final int LCR_DLAB = 0x80;

  private static final int MCR_DTR = 0x01;
  private static final int MCR_RTS = 0x02;
  private static final int MCR_OUT1 = 0x04;
  private static final int MCR_OUT2 = 0x08;
  private static final int MCR_LOOP = 0x10;
  private static final int MCR_WRITABLE = 0x1F;

  private static final int LSR_DATA_READY = 0x01;
  private static final int LSR_OVERRUN = 0x02;
  private static final int LSR_THR_EMPTY = 0x20;
  private static final int LSR_TRANSMITTER_EMPTY = 0x40;

  private static final int MSR_DELTAS = 0x0F;
  private static final int MSR_TERI = 0x04;
  private static final int MSR_CTS = 0x10;
  private static final int MSR_DSR = 0x20;
  private static final int MSR_RI = 0x40;
  private static final int MSR_DCD = 0x80;

  /** The baud rate of divisor 1 with the PC's 1.8432 MHz crystal. */
  private static final int BAUD_BASE = 115_200;

  /**
   * Frames after which waiting bytes are reported though the trigger level is not reached
   * (datasheet 8.4.1).
   */
  private static final int TIMEOUT_FRAMES = 4;

  private final EventQueue events;
  private final InterruptLine interrupt;
  private final IntConsumer output;
  private final HostQueue<Byte> input;
  private final long pollInterval;
  private final Timer receiveTimer;
  private final Timer timeoutTimer;

  private final ReceiveFifo received = new ReceiveFifo();
  private int divisor = 12;
  private int ier;
  private int fcr;
  private int lcr;
  private int mcr;
  private int msr = MSR_CTS | MSR_DSR | MSR_DCD;
  private int scr;
  private boolean overrun;
  private boolean thrEmptyPending;
  private boolean timedOut;
  private long lineFreeAt;

  /**
   * A serial port after power-on.
   *
   * @param interrupt the INTR pin, as OUT2 lets it through to the bus of a PC
   * @param output takes each transmitted byte (0 to 255), at once, on the machine's thread
   * @param input the bytes to receive
   * @param pollInterval virtual nanoseconds between looks at an empty {@code input}; 0 to look only
   *     when {@link #poll} says so
   */
  public Uart16550(
      EventQueue events,
      InterruptLine interrupt,
      IntConsumer output,
      HostQueue<Byte> input,
      long pollInterval) {
    this.events = events;
    this.interrupt = interrupt;
    this.output = output;
    this.input = input;
    this.pollInterval = pollInterval;
    receiveTimer = events.timer("16550 receiver", this::receive);
    timeoutTimer = events.timer("16550 character timeout", this::timeOut);
    listenLater();
  }

  /**
   * Makes the receiver look at its input; for the machine's thread, after the host's queue said
   * that it has some.
   */
  public void poll() {
    listen();
  }

  @Override
  public int readByte(int offset) {
    return switch (offset) {
      case RBR_THR_DLL -> divisorLatch() ? divisor & 0xFF : readReceived();
      case IER_DLM -> divisorLatch() ? divisor >> 8 : ier;
      case IIR_FCR -> readInterruptIdentification();
      case LCR -> lcr;
      case MCR -> mcr;
      case LSR -> readLineStatus();
      case MSR -> readModemStatus();
      case SCR -> scr;
      default -> 0xFF;
    };
  }

  @Override
  public void writeByte(int offset, int value) {
    switch (offset) {
      case RBR_THR_DLL -> {
        if (divisorLatch()) {
          divisor = (divisor & 0xFF00) | value;
        } else {
          transmit(value);
        }
      }
      case IER_DLM -> {
        if (divisorLatch()) {
          divisor = (divisor & 0xFF) | (value << 8);
        } else {
          writeInterruptEnable(value);
        }
      }
      case IIR_FCR -> writeFifoControl(value);
      case LCR -> lcr = value;
      case MCR -> writeModemControl(value);
      case SCR -> scr = value;
      default -> {} // LSR and MSR are read-only
    }
    update();
  }

  private boolean divisorLatch() {
    return (lcr & LCR_DLAB) != 0;
  }

  private boolean fifosEnabled() {
    return (fcr & FCR_ENABLE) != 0;
  }

  private boolean loopback() {
    return (mcr & MCR_LOOP) != 0;
  }

  private void transmit(int value) {
    if (loopback()) {
      accept(value);
    } else {
      output.accept(value);
    }
    thrEmptyPending = true;
  }

  private void writeInterruptEnable(int value) {
    // Enabling the interrupt while the register is empty raises it at once; drivers test for that.
    thrEmptyPending |= (value & ~ier & IER_ETBEI) != 0;
    ier = value & IER_WRITABLE;
  }

  private void writeFifoControl(int value) {
    boolean toggled = ((value ^ fcr) & FCR_ENABLE) != 0;
    // The other bits count only together with FIFO enable (datasheet 8.4).
    fcr = (value & FCR_ENABLE) != 0 ? value : 0;
    if (toggled || (fcr & FCR_RESET_RECEIVER) != 0) {
      received.clear();
      restartTimeout();
      listen();
    }
  }

  private void writeModemControl(int value) {
    mcr = value & MCR_WRITABLE;
    int lines = loopback() ? loopedLines() : MSR_CTS | MSR_DSR | MSR_DCD;
    int changed = (msr ^ lines) & ~MSR_DELTAS;
    int deltas = (changed >> 4) & ~MSR_TERI;
    if ((changed & ~lines & MSR_RI) != 0) {
      deltas |= MSR_TERI; // of the ring indicator only the trailing edge counts
    }
    msr = lines | (msr & MSR_DELTAS) | deltas;
    listen();
  }

  /** The modem inputs when they are fed from the modem outputs (datasheet 8.7). */
  private int loopedLines() {
    return ((mcr & MCR_RTS) != 0 ? MSR_CTS : 0)
        | ((mcr & MCR_DTR) != 0 ? MSR_DSR : 0)
        | ((mcr & MCR_OUT1) != 0 ? MSR_RI : 0)
        | ((mcr & MCR_OUT2) != 0 ? MSR_DCD : 0);
  }

  private int readReceived() {
    if (received.size() == 0) {
      return 0;
    }
    int value = received.remove();
    restartTimeout();
    listen();
    update();
    return value;
  }

  private int readInterruptIdentification() {
    int cause = cause();
    if (cause == IIR_THR_EMPTY) {
      thrEmptyPending = false;
      update();
    }
    return cause | (fifosEnabled() ? IIR_FIFOS : 0);
  }

  private int readLineStatus() {
    int ready = received.size() > 0 ? LSR_DATA_READY : 0;
    int lost = overrun ? LSR_OVERRUN : 0;
    overrun = false;
    update();
    return LSR_THR_EMPTY | LSR_TRANSMITTER_EMPTY | ready | lost;
  }

  private int readModemStatus() {
    int value = msr;
    msr &= ~MSR_DELTAS;
    update();
    return value;
  }

  private boolean hasRoom() {
    return received.size() < (fifosEnabled() ? ReceiveFifo.CAPACITY : 1);
  }

  /** A byte arrives at the receiver, from the line or from the transmitter in loopback. */
  private void accept(int value) {
    if (hasRoom()) {
      received.add(value);
    } else {
      overrun = true;
      if (!fifosEnabled()) {
        received.clear();
        received.add(value); // the receiver buffer register is overwritten; a full FIFO is not
      }
    }
    restartTimeout();
  }

  /** Has the receiver look at its input as soon as the line is free. */
  private void listen() {
    if (!receiveTimer.isScheduled() && hasRoom() && !input.isEmpty()) {
      receiveTimer.scheduleAt(Math.max(events.clock().now(), lineFreeAt));
    }
  }

  private void listenLater() {
    if (pollInterval > 0) {
      receiveTimer.scheduleIn(pollInterval);
    }
  }

  private void receive() {
    if (hasRoom() && !loopback()) {
      input.poll().ifPresent(this::receiveFromLine);
    }
    if (!receiveTimer.isScheduled()) {
      listenLater();
    }
  }

  private void receiveFromLine(byte value) {
    accept(value & 0xFF);
    update();
    lineFreeAt = events.clock().now() + frameNanoseconds();
    receiveTimer.scheduleAt(lineFreeAt);
  }

  /** Virtual nanoseconds that a byte takes on the line. */
  private long frameNanoseconds() {
    int dataBits = 5 + (lcr & LCR_DATA_BITS);
    int stopBits = (lcr & LCR_STOP) != 0 ? 2 : 1;
    int bits = 1 + dataBits + ((lcr & LCR_PARITY) != 0 ? 1 : 0) + stopBits;
    long ticks = (long) bits * Math.max(1, divisor);
    return ticks * 1_000_000_000 / BAUD_BASE;
  }

  /** The time of four frames runs anew from every byte that came or went. */
  private void restartTimeout() {
    timedOut = false;
    if (fifosEnabled() && received.size() > 0) {
      timeoutTimer.scheduleIn(TIMEOUT_FRAMES * frameNanoseconds());
    } else {
      timeoutTimer.cancel();
    }
  }

  private void timeOut() {
    timedOut = true;
    update();
  }

  /** The enabled interrupt of highest priority, as IIR names it. */
  private int cause() {
    int waiting = received.size();
    if (overrun && (ier & IER_ELSI) != 0) {
      return IIR_LINE_STATUS;
    }
    if (waiting > 0 && (ier & IER_ERBFI) != 0) {
      if (!fifosEnabled() || waiting >= TRIGGER_LEVELS[fcr >> 6]) {
        return IIR_DATA;
      }
      if (timedOut) {
        return IIR_TIMEOUT;
      }
    }
    if (thrEmptyPending && (ier & IER_ETBEI) != 0) {
      return IIR_THR_EMPTY;
    }
    return (msr & MSR_DELTAS) != 0 && (ier & IER_EDSSI) != 0 ? IIR_MODEM_STATUS : IIR_NONE;
  }

  private void update() {
    // A PC wires OUT2 as the gate of the interrupt, and loopback disconnects it.
    boolean gate = (mcr & MCR_OUT2) != 0 && !loopback();
    interrupt.set(gate && cause() != IIR_NONE);
  }

  @Override
  public void hashInto(StateHash hash) {
    received.hashInto(hash);
    hash.add(divisor).add(ier).add(fcr).add(lcr).add(mcr).add(msr).add(scr);
    hash.add(overrun).add(thrEmptyPending).add(timedOut).add(lineFreeAt);
    hash.add(receiveTimer.time()).add(timeoutTimer.time());
  }
}
