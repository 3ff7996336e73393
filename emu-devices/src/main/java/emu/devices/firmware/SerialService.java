package emu.devices.firmware;

import emu.core.bus.PortBus;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/** INT 14h: the serial ports whose addresses are in the BIOS data area. */
final class SerialService implements Service, Hashed {
  private static final int DATA = 0;
  private static final int INTERRUPT_ENABLE = 1;
  private static final int LINE_CONTROL = 3;
  private static final int MODEM_CONTROL = 4;
  private static final int LINE_STATUS = 5;
  private static final int MODEM_STATUS = 6;

  private static final int DIVISOR_LATCH = 0x80;
  private static final int DATA_READY = 0x01;
  private static final int TRANSMITTER_EMPTY = 0x20;
  private static final int DTR_RTS = 0x03;
  private static final int TIMEOUT = 0x80;

  /** Divisors of 115,200 Hz / 16 * 16 for 110 to 9,600 bits a second. */
  private static final int[] DIVISORS = {1047, 768, 384, 192, 96, 48, 24, 12};

  private final PortBus ports;
  private final BiosData data;
  private int waitingSince = -1;

  SerialService(PortBus ports, BiosData data) {
    this.ports = ports;
    this.data = data;
  }

  @Override
  public Answer call(Caller caller) {
    int number = caller.dx();
    int port = number < 4 ? data.wordAt(BiosData.SERIAL_PORTS + 2 * number) : 0;
    if (port == 0) {
      caller.setCarry(true);
      return Answer.DONE;
    }
    switch (caller.ah()) {
      case 0x00 -> {
        setUp(port, caller.al());
        status(caller, port);
      }
      case 0x01 -> {
        return send(caller, port, number);
      }
      case 0x02 -> {
        return receive(caller, port, number);
      }
      case 0x03 -> status(caller, port);
      default -> {
        caller.setCarry(true);
        return Answer.DONE;
      }
    }
    caller.setCarry(false);
    return Answer.DONE;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(waitingSince);
  }

  private void setUp(int port, int parameters) {
    ports.write(port + LINE_CONTROL, 1, DIVISOR_LATCH);
    int divisor = DIVISORS[parameters >> 5];
    ports.write(port + DATA, 1, divisor & 0xFF);
    ports.write(port + INTERRUPT_ENABLE, 1, divisor >> 8);
    ports.write(port + LINE_CONTROL, 1, parameters & 0x1F);
    ports.write(port + INTERRUPT_ENABLE, 1, 0);
  }

  private void status(Caller caller, int port) {
    caller.setAh(ports.read(port + LINE_STATUS, 1));
    caller.setAl(ports.read(port + MODEM_STATUS, 1));
  }

  private Answer send(Caller caller, int port, int number) {
    ports.write(port + MODEM_CONTROL, 1, ports.read(port + MODEM_CONTROL, 1) | DTR_RTS);
    int status = ports.read(port + LINE_STATUS, 1);
    if ((status & TRANSMITTER_EMPTY) == 0) {
      return wait(caller, number);
    }
    waitingSince = -1;
    ports.write(port + DATA, 1, caller.al());
    caller.setAh(status);
    return Answer.DONE;
  }

  private Answer receive(Caller caller, int port, int number) {
    int status = ports.read(port + LINE_STATUS, 1);
    if ((status & DATA_READY) == 0) {
      return wait(caller, number);
    }
    waitingSince = -1;
    caller.setAl(ports.read(port + DATA, 1));
    caller.setAh(status & 0x1E);
    return Answer.DONE;
  }

  /** Waits as many seconds as the BIOS data area says, and a tick; then AH tells of a timeout. */
  private Answer wait(Caller caller, int number) {
    int ticks = data.dwordAt(BiosData.TICKS);
    if (waitingSince < 0) {
      waitingSince = ticks;
    }
    int most = data.byteAt(BiosData.SERIAL_TIMEOUTS + number) * 18 + 1;
    if (ticks - waitingSince >= 0 && ticks - waitingSince <= most) {
      return Answer.AGAIN;
    }
    waitingSince = -1;
    caller.setAh(TIMEOUT);
    return Answer.DONE;
  }
}
