package emu.devices.keyboard;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * What keyboard and mouse have in common: they take command bytes, some with a parameter byte,
 * answer each with an acknowledge, and send data of their own accord (IBM PS/2 Hardware Interface
 * Technical Reference).
 */
abstract class Ps2Device implements Hashed {
  static final int ACKNOWLEDGE = 0xFA;
  static final int RESEND = 0xFE;
  static final int SELF_TEST_PASSED = 0xAA;

  private static final int NO_COMMAND = 0;
  private static final int REPLIES = 8;
  private static final int DATA = 16;

  private final ByteQueue replies = new ByteQueue(REPLIES);
  private final ByteQueue data = new ByteQueue(DATA);
  private int lastSent;
  private int commandWithParameter = NO_COMMAND;

  /**
   * Called by the controller after it gave bytes to the device or took some: look for input of the
   * host's.
   */
  abstract void poll();

  /** Obeys {@code command} (0 to 255) and replies; true if a parameter byte follows. */
  abstract boolean command(int command);

  /** Obeys {@code command} with its {@code parameter} and replies. */
  abstract void command(int command, int parameter);

  /** Whether {@code value} can be a parameter; otherwise it is a new command. */
  abstract boolean isParameter(int value);

  /** A byte from the controller. */
  final void receive(int value) {
    int pending = commandWithParameter;
    commandWithParameter = NO_COMMAND;
    if (pending != NO_COMMAND && isParameter(value)) {
      command(pending, value);
    } else if (value == RESEND) {
      reply(lastSent);
    } else if (command(value)) {
      commandWithParameter = value;
    }
  }

  /** Answers the controller, ahead of all data. */
  final void reply(int value) {
    replies.add(value);
  }

  /** Sends data; there must be {@link #room}. */
  final void send(byte... values) {
    for (byte value : values) {
      data.add(value);
    }
  }

  /** The number of data bytes that can be sent now. */
  final int room() {
    return data.room();
  }

  final boolean hasData() {
    return !data.isEmpty();
  }

  final void clearData() {
    data.clear();
  }

  /** Whether the controller can take a byte. */
  final boolean hasOutput() {
    return !replies.isEmpty() || hasData();
  }

  /** The next byte for the controller; there must be one. */
  final int takeOutput() {
    lastSent = replies.isEmpty() ? data.remove() : replies.remove();
    return lastSent;
  }

  @Override
  public void hashInto(StateHash hash) {
    replies.hashInto(hash);
    data.hashInto(hash);
    hash.add(lastSent).add(commandWithParameter);
  }
}
