package emu.devices.firmware;

import emu.core.bus.PortBus;
import emu.core.cpu.Segment;
import java.util.List;

/**
 * INT 15h/C2h: the mouse (IBM PS/2 and PC BIOS Interface Technical Reference, "Pointing Device BIOS
 * Interface"), and INT 74h, its interrupt.
 *
 * <p>The bytes of a command go out one by one, each when the one before is answered. What comes in
 * is collected in the extended BIOS data area, by the interrupt: answers while a command is under
 * way, else packages for the program's handler. So nothing is lost by a reset, and the processor
 * halts meanwhile.
 */
final class PointingDevice {
  /** Replaces the number of the interrupt while a command is under way. */
  static final int WAITING = 0x116;

  private static final int KEYBOARD_DATA = 0x60;
  private static final int KEYBOARD_CONTROLLER = 0x64;
  private static final int TO_MOUSE = 0xD4;

  private static final int SCALING_1_1 = 0xE6;
  private static final int SCALING_2_1 = 0xE7;
  private static final int RESOLUTION = 0xE8;
  private static final int STATUS = 0xE9;
  private static final int READ_ID = 0xF2;
  private static final int SAMPLE_RATE = 0xF3;
  private static final int ENABLE = 0xF4;
  private static final int DISABLE = 0xF5;
  private static final int RESET = 0xFF;

  private static final int ACKNOWLEDGE = 0xFA;
  private static final int[] RATES = {10, 20, 40, 60, 80, 100, 200};
  private static final int RESOLUTIONS = 4;

  // Statuses.
  private static final int INVALID_FUNCTION = 0x01;
  private static final int INVALID_INPUT = 0x02;
  private static final int INTERFACE_ERROR = 0x03;
  private static final int NO_HANDLER = 0x05;

  // In the extended BIOS data area.
  private static final int HANDLER = 0x22;
  private static final int RECEIVED = 0x26;
  private static final int MODE = 0x27;
  private static final int BYTES = 0x28;
  private static final int SENT = 0x30;
  private static final int GIVE_UP_AT = 0x31;

  private static final int COMMAND_UNDER_WAY = 0x80;
  private static final int HANDLER_SET = 0x80;
  private static final int MOST_BYTES = 8;

  /** In ticks of the timer. */
  private static final int PATIENCE = 4;

  private final PortBus ports;
  private final BiosData data;

  PointingDevice(PortBus ports, BiosData data) {
    this.ports = ports;
    this.data = data;
  }

  /**
   * What is said to the mouse.
   *
   * @param answers bytes that follow the last acknowledge
   * @param bytes the command, and its parameter if it has one
   */
  private record Command(int answers, List<Integer> bytes) {
    static Command of(int answers, Integer... bytes) {
      return new Command(answers, List.of(bytes));
    }
  }

  /** INT 15h/C2h. */
  Answer call(Caller caller) {
    int packageSize = caller.bh();
    switch (caller.al()) {
      case 0x05 -> {
        if (packageSize < 1 || packageSize > MOST_BYTES) {
          return caller.fail(INVALID_INPUT);
        }
        data.setExtended(MODE, data.extended(MODE) & HANDLER_SET | packageSize);
      }
      case 0x07 -> {
        return setHandler(caller);
      }
      default -> {
        if (caller.ax() == 0xC200 && caller.bh() == 1 && !hasHandler()) {
          return caller.fail(NO_HANDLER);
        }
      }
    }
    Command command = command(caller);
    if (command == null) {
      return caller.fail(caller.al() > 0x07 ? INVALID_FUNCTION : INVALID_INPUT);
    }
    data.setExtended(RECEIVED, COMMAND_UNDER_WAY);
    data.setExtended(SENT, 0);
    data.setExtended(GIVE_UP_AT, data.byteAt(BiosData.TICKS) + PATIENCE & 0xFF);
    send(command.bytes.getFirst());
    caller.setNumber(WAITING);
    return Answer.WAIT;
  }

  /** What the caller's registers ask for; null if that cannot be done. */
  private static Command command(Caller caller) {
    int value = caller.bh();
    return switch (caller.al()) {
      case 0x00 -> value > 1 ? null : Command.of(0, value == 0 ? DISABLE : ENABLE);
      case 0x01, 0x05 -> Command.of(2, RESET);
      case 0x02 -> value >= RATES.length ? null : Command.of(0, SAMPLE_RATE, RATES[value]);
      case 0x03 -> value >= RESOLUTIONS ? null : Command.of(0, RESOLUTION, value);
      case 0x04 -> Command.of(1, READ_ID);
      case 0x06 ->
          switch (value) {
            case 0 -> Command.of(3, STATUS);
            case 1 -> Command.of(0, SCALING_1_1);
            case 2 -> Command.of(0, SCALING_2_1);
            default -> null;
          };
      default -> null;
    };
  }

  private void send(int value) {
    data.setExtended(SENT, data.extended(SENT) + 1);
    ports.write(KEYBOARD_CONTROLLER, 1, TO_MOUSE);
    ports.write(KEYBOARD_DATA, 1, value);
  }

  /** The number is {@link #WAITING}: some interrupt has come. */
  Answer proceed(Caller caller) {
    Command command = command(caller);
    int received = data.extended(RECEIVED) & ~COMMAND_UNDER_WAY;
    int acknowledged = Math.min(received, data.extended(SENT));
    for (int i = 0; i < acknowledged; i++) {
      if (data.extended(BYTES + i) != ACKNOWLEDGE) {
        return end(caller, INTERFACE_ERROR);
      }
    }
    if (command == null || data.byteAt(BiosData.TICKS) == data.extended(GIVE_UP_AT)) {
      return end(caller, INTERFACE_ERROR);
    }
    int bytes = command.bytes.size();
    if (received == bytes + command.answers) {
      answer(caller, BYTES + bytes);
      return end(caller, 0);
    }
    if (received < bytes && received == data.extended(SENT)) {
      send(command.bytes.get(received));
    }
    return Answer.WAIT;
  }

  private Answer end(Caller caller, int status) {
    data.setExtended(RECEIVED, 0);
    return status == 0 ? caller.succeed() : caller.fail(status);
  }

  private void answer(Caller caller, int from) {
    switch (caller.ax() & 0xFF) {
      case 0x01, 0x05 -> caller.setBx(data.extended(from) | data.extended(from + 1) << 8);
      case 0x04 -> caller.setBx(caller.bl() | data.extended(from) << 8);
      case 0x06 -> {
        if (caller.bh() == 0) {
          caller.setBx(data.extended(from));
          caller.setCx(caller.cx() & 0xFF00 | data.extended(from + 1));
          caller.setDx(caller.dx() & 0xFF00 | data.extended(from + 2));
        }
      }
      default -> {}
    }
  }

  private Answer setHandler(Caller caller) {
    int segment = caller.segment(Segment.ES);
    boolean there = (segment | caller.bx()) != 0;
    for (int i = 0; i < 2; i++) {
      data.setExtended(HANDLER + i, caller.bx() >> 8 * i & 0xFF);
      data.setExtended(HANDLER + 2 + i, segment >> 8 * i & 0xFF);
    }
    int mode = data.extended(MODE) & ~HANDLER_SET;
    data.setExtended(MODE, there ? mode | HANDLER_SET : mode);
    data.setExtended(RECEIVED, 0);
    return caller.succeed();
  }

  private boolean hasHandler() {
    return (data.extended(MODE) & HANDLER_SET) != 0;
  }

  /** INT 74h; MORE if a package is complete and the handler is to be called. */
  Answer interrupt(Caller caller) {
    int value = ports.read(KEYBOARD_DATA, 1);
    int state = data.extended(RECEIVED);
    int index = state & ~COMMAND_UNDER_WAY;
    if (index >= MOST_BYTES) {
      return Answer.DONE;
    }
    data.setExtended(BYTES + index, value);
    data.setExtended(RECEIVED, state + 1);
    boolean inCommand = (state & COMMAND_UNDER_WAY) != 0;
    int size = data.extended(MODE) & ~HANDLER_SET;
    if (inCommand || index + 1 < size) {
      return Answer.DONE;
    }
    data.setExtended(RECEIVED, 0);
    return hasHandler() ? Answer.MORE : Answer.DONE;
  }
}
