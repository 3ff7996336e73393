package emu.devices.firmware;

import emu.core.cpu.Cpu;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * INT 16h.
 *
 * <p>A program that polls without a break waits for a key: it is given the next interrupt, which is
 * a tick of the timer at the latest, before it is told again that there is none. So a boot menu
 * does not keep the host busy. What it polled before, and how fast, is counted in instructions.
 */
final class KeyboardService implements Service, Hashed {
  /** This many polls without a key, each soon after the one before, are a wait. */
  private static final int IDLE_POLLS = 64;

  /** Instructions between two polls of a program that only waits. */
  private static final int SOON = 8_192;

  private static final int EXTENDED_CHARACTER = 0xE0;
  private static final int KEYPAD_ENTER = 0xE00D;
  private static final int KEYPAD_CTRL_ENTER = 0xE00A;
  private static final int KEYPAD_SLASH = 0xE02F;

  /** 10h to 12h, 0Ah, and 03h with AL = 05h, are there. */
  private static final int FUNCTIONALITY = 0x34;

  /** An MF2 keyboard behind a controller that translates. */
  private static final int KEYBOARD_ID = 0x41AB;

  private static final int KEYBOARD_PORT = 0x60;
  private static final int SET_TYPEMATIC = 0xF3;

  private final Cpu cpu;
  private final BiosData data;
  private final KeyBuffer buffer;
  private long lastPoll;
  private int idlePolls;
  private boolean waited;

  KeyboardService(Cpu cpu, BiosData data) {
    this.cpu = cpu;
    this.data = data;
    this.buffer = new KeyBuffer(data);
  }

  @Override
  public Answer call(Caller caller) {
    return switch (caller.ah()) {
      case 0x00, 0x10 -> read(caller);
      case 0x01, 0x11 -> poll(caller);
      case 0x02 -> {
        caller.setAl(data.byteAt(BiosData.KEYBOARD_FLAGS));
        yield Answer.DONE;
      }
      case 0x03 -> typematic(caller);
      case 0x05 -> {
        caller.setAl(buffer.add(caller.cx()) ? 0 : 1);
        yield Answer.DONE;
      }
      case 0x09 -> {
        caller.setAl(FUNCTIONALITY);
        yield Answer.DONE;
      }
      case 0x0A -> {
        caller.setBx(KEYBOARD_ID);
        yield Answer.DONE;
      }
      case 0x12 -> {
        caller.setAl(data.byteAt(BiosData.KEYBOARD_FLAGS));
        caller.setAh(shiftStates());
        yield Answer.DONE;
      }
      default -> Answer.DONE;
    };
  }

  private Answer read(Caller caller) {
    if (buffer.isEmpty()) {
      return Answer.WAIT;
    }
    caller.setAx(key(caller));
    buffer.remove();
    idlePolls = 0;
    return Answer.DONE;
  }

  private Answer poll(Caller caller) {
    if (buffer.isEmpty()) {
      long now = cpu.instructionCount();
      boolean soon = now - lastPoll < SOON;
      lastPoll = now;
      if (!waited) {
        idlePolls = soon ? Math.min(idlePolls + 1, IDLE_POLLS) : 0;
        if (idlePolls == IDLE_POLLS) {
          waited = true;
          return Answer.WAIT;
        }
      }
      waited = false;
      caller.setZero(true);
      return Answer.DONE;
    }
    waited = false;
    idlePolls = 0;
    caller.setAx(key(caller));
    caller.setZero(false);
    return Answer.DONE;
  }

  /** The oldest key as the function that asks knows it. */
  private int key(Caller caller) {
    int key = buffer.peek();
    if ((caller.ah() & 0x10) != 0) {
      return key;
    }
    return switch (key) {
      case KEYPAD_ENTER, KEYPAD_CTRL_ENTER -> 0x1C00 | key & 0xFF;
      case KEYPAD_SLASH -> 0x3500 | key & 0xFF;
      default -> (key & 0xFF) == EXTENDED_CHARACTER && key >> 8 != 0 ? key & 0xFF00 : key;
    };
  }

  /** INT 16h/12h: what of Ctrl, Alt, SysRq and the locks is down, on which side. */
  private int shiftStates() {
    int left = data.byteAt(BiosData.KEYBOARD_FLAGS_2);
    int right = data.byteAt(BiosData.KEYBOARD_FLAGS_3);
    return left & 0x73 | right & 0x0C | (left & 0x04) << 5;
  }

  /** INT 16h/0305h; its bytes go to the keyboard one after the other. */
  private Answer typematic(Caller caller) {
    if (caller.al() == 0x05) {
      cpu.ports.write(KEYBOARD_PORT, 1, SET_TYPEMATIC);
      cpu.ports.write(KEYBOARD_PORT, 1, (caller.bh() & 3) << 5 | caller.bl() & 0x1F);
    }
    return Answer.DONE;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(lastPoll).add(idlePolls).add(waited);
  }
}
