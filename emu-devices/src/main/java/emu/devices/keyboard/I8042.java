package emu.devices.keyboard;

import emu.core.bus.BusDevice;
import emu.core.bus.ByteDevice;
import emu.core.bus.HostQueue;
import emu.core.bus.InterruptLine;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.time.EventQueue;
import emu.core.time.Timer;

/**
 * The keyboard controller of the PS/2 (IBM PS/2 Hardware Interface Technical Reference, "Keyboard
 * and auxiliary device controller") with a keyboard and a mouse plugged in.
 *
 * <p>On a PC: {@link #data} at port 60h, {@link #command} at port 64h. A byte from a device takes
 * the time of its frame on the cable, so software that reads the data port twice for one interrupt
 * gets the same byte twice, as it should.
 */
public final class I8042 implements Hashed {
  private static final int STATUS_OUTPUT_FULL = 0x01;
  private static final int STATUS_SYSTEM = 0x04;
  private static final int STATUS_COMMAND = 0x08;
  private static final int STATUS_NOT_LOCKED = 0x10;
  private static final int STATUS_AUX_OUTPUT_FULL = 0x20;

  private static final int CTR_KEYBOARD_INTERRUPT = 0x01;
  private static final int CTR_AUX_INTERRUPT = 0x02;
  private static final int CTR_SYSTEM = 0x04;
  private static final int CTR_KEYBOARD_DISABLE = 0x10;
  private static final int CTR_AUX_DISABLE = 0x20;
  private static final int CTR_TRANSLATE = 0x40;

  private static final int READ_RAM = 0x20;
  private static final int WRITE_RAM = 0x60;
  private static final int TEST_PASSWORD = 0xA4;
  private static final int AUX_DISABLE = 0xA7;
  private static final int AUX_ENABLE = 0xA8;
  private static final int AUX_TEST = 0xA9;
  private static final int SELF_TEST = 0xAA;
  private static final int KEYBOARD_TEST = 0xAB;
  private static final int KEYBOARD_DISABLE = 0xAD;
  private static final int KEYBOARD_ENABLE = 0xAE;
  private static final int READ_INPUT_PORT = 0xC0;
  private static final int READ_OUTPUT_PORT = 0xD0;
  private static final int WRITE_OUTPUT_PORT = 0xD1;
  private static final int WRITE_KEYBOARD_OUTPUT = 0xD2;
  private static final int WRITE_AUX_OUTPUT = 0xD3;
  private static final int WRITE_AUX = 0xD4;
  private static final int A20_OFF = 0xDD;
  private static final int A20_ON = 0xDF;
  private static final int PULSE_OUTPUT = 0xF0;

  private static final int SELF_TEST_PASSED = 0x55;
  private static final int NO_PASSWORD = 0xF1;
  private static final int INPUT_PORT_NOT_LOCKED = 0x80;

  /** Output port: 0 resets the processor. */
  private static final int PORT_NO_RESET = 0x01;

  private static final int PORT_A20 = 0x02;
  private static final int PORT_KEYBOARD_INTERRUPT = 0x10;
  private static final int PORT_AUX_INTERRUPT = 0x20;
  private static final int PORT_LINES_IDLE = 0xC0;

  private static final int RAM = 0x20;
  private static final int NONE = -1;

  /** A frame of 11 bits at 16 kHz, in nanoseconds. */
  private static final long FRAME = 690_000;

  /**
   * The controller's output pins.
   *
   * @param keyboardInterrupt IRQ 1 of a PC
   * @param auxInterrupt IRQ 12 of a PC
   * @param a20 the gate of address line 20; driven only when it is written
   * @param reset resets the processor
   */
  public record Outputs(
      InterruptLine keyboardInterrupt,
      InterruptLine auxInterrupt,
      InterruptLine a20,
      Runnable reset) {}

  private final Outputs outputs;
  private final BusDevice data = new Data();
  private final BusDevice command = new Command();
  private final AtKeyboard keyboard;
  private final Ps2Mouse mouse;
  private final Timer transferTimer;
  private final Timer pollTimer;
  private final long pollInterval;

  private final byte[] ram = new byte[RAM];
  private final Translator translator = new Translator();
  private int pendingCommand = NONE;
  private boolean lastWriteWasCommand;
  private boolean a20 = true;
  private int output;
  private boolean outputFull;
  private boolean outputFromAux;

  /** The controller's own answer, which waits for the output buffer. */
  private int reply = NONE;

  private boolean replyAsAux;

  /**
   * A controller as a PC's firmware leaves it: self-tested, translating, keyboard on, mouse off.
   *
   * @param keys what is typed
   * @param movements what the mouse does
   * @param pollInterval virtual nanoseconds between looks at {@code keys} and {@code movements}; 0
   *     to look only when {@link #poll} says so
   */
  public I8042(
      EventQueue events,
      Outputs outputs,
      HostQueue<KeyEvent> keys,
      HostQueue<MouseEvent> movements,
      long pollInterval) {
    this.outputs = outputs;
    this.pollInterval = pollInterval;
    keyboard = new AtKeyboard(events, keys, this::transfer);
    mouse = new Ps2Mouse(movements);
    transferTimer = events.timer("i8042 transfer", this::finishTransfer);
    pollTimer = events.timer("i8042 poll", this::poll);
    ram[0] = CTR_TRANSLATE | CTR_AUX_DISABLE | CTR_SYSTEM | CTR_KEYBOARD_INTERRUPT;
    if (pollInterval > 0) {
      pollTimer.scheduleIn(pollInterval);
    }
  }

  /** The data register (port 60h). */
  public BusDevice data() {
    return data;
  }

  /** The status and command register (port 64h). */
  public BusDevice command() {
    return command;
  }

  /** The lights of the keyboard: bit 0 scroll lock, 1 num lock, 2 caps lock. */
  public int leds() {
    return keyboard.leds();
  }

  /**
   * Makes the devices look at their input; for the machine's thread, after a host's queue said that
   * it has some.
   */
  public void poll() {
    keyboard.poll();
    mouse.poll();
    transfer();
    if (pollInterval > 0 && !pollTimer.isScheduled()) {
      pollTimer.scheduleIn(pollInterval);
    }
  }

  private boolean control(int bit) {
    return (ram[0] & bit) != 0;
  }

  private void clearControl(int bit) {
    ram[0] &= (byte) ~bit;
  }

  private void setControl(int bit) {
    ram[0] |= (byte) bit;
  }

  private int status() {
    return (outputFull ? STATUS_OUTPUT_FULL : 0)
        | (outputFull && outputFromAux ? STATUS_AUX_OUTPUT_FULL : 0)
        | (control(CTR_SYSTEM) ? STATUS_SYSTEM : 0)
        | (lastWriteWasCommand ? STATUS_COMMAND : 0)
        | STATUS_NOT_LOCKED;
  }

  private int readData() {
    int value = output;
    outputFull = false;
    update();
    transfer();
    return value;
  }

  private void execute(int value) {
    lastWriteWasCommand = true;
    pendingCommand = NONE;
    switch (value) {
      case TEST_PASSWORD -> reply(NO_PASSWORD);
      case AUX_DISABLE -> setControl(CTR_AUX_DISABLE);
      case AUX_ENABLE -> clearControl(CTR_AUX_DISABLE);
      case AUX_TEST, KEYBOARD_TEST -> reply(0);
      case SELF_TEST -> {
        setControl(CTR_SYSTEM);
        reply(SELF_TEST_PASSED);
      }
      case KEYBOARD_DISABLE -> setControl(CTR_KEYBOARD_DISABLE);
      case KEYBOARD_ENABLE -> clearControl(CTR_KEYBOARD_DISABLE);
      case READ_INPUT_PORT -> reply(INPUT_PORT_NOT_LOCKED);
      case READ_OUTPUT_PORT -> reply(outputPort());
      case WRITE_OUTPUT_PORT, WRITE_KEYBOARD_OUTPUT, WRITE_AUX_OUTPUT, WRITE_AUX ->
          pendingCommand = value;
      case A20_OFF, A20_ON -> setA20(value == A20_ON);
      default -> executeRange(value);
    }
    transfer();
  }

  private void executeRange(int value) {
    if (value >= READ_RAM && value < READ_RAM + RAM) {
      reply(ram[value - READ_RAM] & 0xFF);
    } else if (value >= WRITE_RAM && value < WRITE_RAM + RAM) {
      pendingCommand = value;
    } else if (value >= PULSE_OUTPUT && (value & PORT_NO_RESET) == 0) {
      // A 0 in bits 3:0 pulses that output line low; line 0 is the processor's reset.
      outputs.reset.run();
    }
  }

  private void writeData(int value) {
    lastWriteWasCommand = false;
    int pending = pendingCommand;
    pendingCommand = NONE;
    switch (pending) {
      case NONE -> {
        // A byte for a device starts its clock again.
        clearControl(CTR_KEYBOARD_DISABLE);
        keyboard.receive(value);
      }
      case WRITE_AUX -> {
        clearControl(CTR_AUX_DISABLE);
        mouse.receive(value);
      }
      case WRITE_OUTPUT_PORT -> writeOutputPort(value);
      case WRITE_KEYBOARD_OUTPUT -> reply(value);
      case WRITE_AUX_OUTPUT -> {
        reply(value);
        replyAsAux = true;
      }
      default -> ram[pending - WRITE_RAM] = (byte) value;
    }
    transfer();
    update();
  }

  private int outputPort() {
    boolean keyboardInterrupt = outputFull && !outputFromAux;
    boolean auxInterrupt = outputFull && outputFromAux;
    return PORT_LINES_IDLE
        | PORT_NO_RESET
        | (a20 ? PORT_A20 : 0)
        | (keyboardInterrupt ? PORT_KEYBOARD_INTERRUPT : 0)
        | (auxInterrupt ? PORT_AUX_INTERRUPT : 0);
  }

  private void writeOutputPort(int value) {
    setA20((value & PORT_A20) != 0);
    if ((value & PORT_NO_RESET) == 0) {
      outputs.reset.run();
    }
  }

  private void setA20(boolean level) {
    a20 = level;
    outputs.a20.set(level);
  }

  private void reply(int value) {
    reply = value;
    replyAsAux = false;
  }

  private boolean keyboardReady() {
    return keyboard.hasOutput() && !control(CTR_KEYBOARD_DISABLE);
  }

  private boolean auxReady() {
    return mouse.hasOutput() && !control(CTR_AUX_DISABLE);
  }

  /**
   * Fills the output buffer with the controller's answer, or lets the next byte of a device set
   * out.
   */
  private void transfer() {
    if (outputFull) {
      return;
    }
    if (reply != NONE) {
      fill(reply, replyAsAux);
      reply = NONE;
    } else if (!transferTimer.isScheduled() && (keyboardReady() || auxReady())) {
      transferTimer.scheduleIn(FRAME);
    }
  }

  /** The byte of a device has arrived. */
  private void finishTransfer() {
    if (!outputFull && keyboardReady()) {
      int value = keyboard.takeOutput();
      int translated = control(CTR_TRANSLATE) ? translator.translate(value) : value;
      keyboard.poll();
      if (translated != Translator.NOTHING) {
        fill(translated, false);
      }
    } else if (!outputFull && auxReady()) {
      fill(mouse.takeOutput(), true);
      mouse.poll();
    }
    transfer();
  }

  private void fill(int value, boolean aux) {
    output = value;
    outputFull = true;
    outputFromAux = aux;
    update();
  }

  private void update() {
    outputs.keyboardInterrupt.set(outputFull && !outputFromAux && control(CTR_KEYBOARD_INTERRUPT));
    outputs.auxInterrupt.set(outputFull && outputFromAux && control(CTR_AUX_INTERRUPT));
  }

  @Override
  public void hashInto(StateHash hash) {
    keyboard.hashInto(hash);
    mouse.hashInto(hash);
    hash.add(ram).add(translator.afterBreak()).add(pendingCommand).add(lastWriteWasCommand);
    hash.add(a20).add(output).add(outputFull).add(outputFromAux).add(reply).add(replyAsAux);
    hash.add(transferTimer.time());
  }

  private final class Data implements ByteDevice {
    @Override
    public int readByte(int offset) {
      return offset == 0 ? readData() : 0xFF;
    }

    @Override
    public void writeByte(int offset, int value) {
      if (offset == 0) {
        writeData(value);
      }
    }
  }

  private final class Command implements ByteDevice {
    @Override
    public int readByte(int offset) {
      return offset == 0 ? status() : 0xFF;
    }

    @Override
    public void writeByte(int offset, int value) {
      if (offset == 0) {
        execute(value);
      }
    }
  }
}
