package emu.devices.ide;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.time.EventQueue;
import emu.core.time.Timer;
import java.io.IOException;
import java.util.Arrays;

/**
 * What disks and CD-ROM drives have in common: registers, and the protocols that move a command's
 * data (ATA 9).
 *
 * <p>A command takes a little virtual time; data moves from or to the image when that is over. The
 * delays are shorter than those of drives, but for a driver the order of things is the same.
 */
abstract class IdeDevice implements Hashed {
  /** Bytes that move at once, at the most: more than most requests of a driver. */
  static final int BUFFER = 1 << 18;

  private static final long COMMAND_NANOSECONDS = 2_000;
  private static final long BLOCK_NANOSECONDS = 500;
  private static final long RESET_NANOSECONDS = 10_000;

  /** How the data of the current command moves, and what the timer is for. */
  private enum Phase {
    IDLE,
    RESET,
    /** A command without data runs. */
    COMMAND,
    /** The device prepares or digests a block; BSY is set. */
    BLOCK,
    /** The host reads or writes a block through the data register; DRQ is set. */
    DATA,
    /** The device waits for the bus master, or moves data with it. */
    DMA
  }

  final TaskFile registers = new TaskFile();
  private final IdeChannel channel;
  private final Timer timer;
  private final byte[] buffer = new byte[BUFFER];

  private Phase phase = Phase.IDLE;
  private int status;
  private int error;
  private boolean interrupt;
  private int lastCommand;
  private Transfer transfer;
  private Runnable work;
  private int position;
  private int blockEnd;
  private int chunkEnd;
  private int blockSize;

  IdeDevice(IdeChannel channel, EventQueue events, String name) {
    this.channel = channel;
    this.timer = events.timer(name, this::timerFired);
  }

  /** Carries out {@code command}, which the host has just written. */
  abstract void execute(int command);

  /** Goes back to how a reset leaves the device; {@code hard} by the bus's line, not by SRST. */
  abstract void resetState(boolean hard);

  /** Whether it takes command packets: then it has another signature. */
  abstract boolean isPacketDevice();

  /** All data of the command was moved; {@code read} if the host read it from the data register. */
  abstract void dataFinished(boolean read);

  /** The image failed the host in the current transfer. */
  abstract void dataFailed(IOException e);

  /** Another block of {@code length} bytes waits for the host. */
  void blockReady(int length) {}

  final IdeChannel channel() {
    return channel;
  }

  // What the channel sees.

  final int status() {
    return status;
  }

  final int error() {
    return error;
  }

  final boolean isBusy() {
    return (status & Status.BSY) != 0;
  }

  final boolean interrupts() {
    return interrupt;
  }

  final void acknowledge() {
    interrupt = false;
    channel.updateInterrupt();
  }

  final void command(int command) {
    boolean free = (status & (Status.BSY | Status.DRQ)) == 0;
    // ATA 9.11: only a packet device can be reset while it is busy.
    if (free || command == AtaCommand.DEVICE_RESET && isPacketDevice()) {
      acknowledge();
      lastCommand = command;
      execute(command);
    }
  }

  /** Begins a reset: the device is busy until {@link #endReset}. */
  final void beginReset(boolean hard) {
    stop();
    interrupt = false;
    resetState(hard);
    status = Status.BSY;
  }

  /** A little later the device shows its signature. */
  final void endReset() {
    phase = Phase.RESET;
    timer.scheduleIn(RESET_NANOSECONDS);
  }

  /** Leaves the registers as a reset does. */
  final void showSignature() {
    registers.setSignature(isPacketDevice());
    error = Status.DIAGNOSED_WELL;
    status = isPacketDevice() ? 0 : Status.DRDY | Status.DSC;
  }

  // What commands use.

  /** Is busy for a while, and then runs {@code action}. */
  final void later(Runnable action) {
    stop();
    status = Status.BSY;
    work = action;
    phase = Phase.COMMAND;
    timer.scheduleIn(COMMAND_NANOSECONDS);
  }

  /** The command is over and was carried out. */
  final void succeed() {
    end(Status.DRDY | Status.DSC, 0);
  }

  /** The command is over and failed, for the reason {@code bits} of the error register. */
  final void fail(int bits) {
    end(Status.DRDY | Status.DSC | Status.ERR, bits);
  }

  private void end(int newStatus, int newError) {
    finishQuietly(newStatus, newError);
    interrupt();
  }

  /** Is over without an interrupt. */
  final void finishQuietly(int newStatus, int newError) {
    stop();
    status = newStatus;
    error = newError;
  }

  final void interrupt() {
    interrupt = true;
    channel.updateInterrupt();
  }

  /**
   * Moves data through the data register, {@code size} bytes between interrupts. The host may write
   * the first block at once, and without interrupt (ATA 9.6).
   */
  final void startPio(Transfer data, int size) {
    begin(data, size);
    if (data.isToHost()) {
      phase = Phase.BLOCK;
      status = Status.BSY;
      timer.scheduleIn(COMMAND_NANOSECONDS);
    } else if (beginChunk()) {
      openBlock();
    }
  }

  /** Moves data by the bus master. */
  final void startDma(Transfer data) {
    begin(data, buffer.length);
    phase = Phase.DMA;
    status = Status.BSY;
    channel.awaitDma(this);
  }

  private void begin(Transfer data, int size) {
    stop();
    error = 0;
    transfer = data;
    blockSize = size;
    position = 0;
    blockEnd = 0;
    chunkEnd = 0;
  }

  private void stop() {
    timer.cancel();
    phase = Phase.IDLE;
    transfer = null;
    work = null;
  }

  /** The bus master was started. */
  final void dmaStarted() {
    if (phase == Phase.DMA && !timer.isScheduled()) {
      timer.scheduleIn(COMMAND_NANOSECONDS);
    }
  }

  private void timerFired() {
    switch (phase) {
      case RESET -> {
        stop();
        showSignature();
      }
      case COMMAND -> {
        Runnable action = work;
        stop();
        action.run();
      }
      case BLOCK -> nextBlock();
      case DMA -> moveByDma();
      case IDLE, DATA -> {}
    }
  }

  /** Fills the buffer; false, and the command is over, if that fails. */
  private boolean beginChunk() {
    try {
      chunkEnd = transfer.begin(buffer);
      position = 0;
      blockEnd = 0;
      return true;
    } catch (IOException e) {
      dataFailed(e);
      return false;
    }
  }

  /** Hands over a chunk that the host has written; false, and the command is over, if it fails. */
  private boolean completeChunk() {
    try {
      transfer.complete(buffer, chunkEnd);
      return true;
    } catch (IOException e) {
      dataFailed(e);
      return false;
    }
  }

  private void nextBlock() {
    if (position == chunkEnd) {
      if (!transfer.isToHost() && !completeChunk()) {
        return;
      }
      if (transfer.remaining() == 0) {
        dataFinished(false);
        return;
      }
      if (!beginChunk()) {
        return;
      }
    }
    openBlock();
    interrupt();
  }

  private void openBlock() {
    blockEnd = Math.min(position + blockSize, chunkEnd);
    phase = Phase.DATA;
    status = Status.DRDY | Status.DSC | Status.DRQ;
    blockReady(blockEnd - position);
  }

  /** Reads {@code size} bytes (1, 2 or 4) from the data register. */
  final long readData(int size) {
    if (phase != Phase.DATA || !transfer.isToHost()) {
      return 0;
    }
    long value = 0;
    for (int i = 0; i < size && position < blockEnd; i++) {
      value |= (buffer[position++] & 0xFFL) << (i * 8);
    }
    endBlockIfMoved();
    return value;
  }

  /** Reads {@code length} bytes from the data register; behind the block's end come zeros. */
  final void readData(byte[] target, int length) {
    int moved = 0;
    if (phase == Phase.DATA && transfer.isToHost()) {
      moved = Math.min(length, blockEnd - position);
      System.arraycopy(buffer, position, target, 0, moved);
      position += moved;
      endBlockIfMoved();
    }
    Arrays.fill(target, moved, length, (byte) 0);
  }

  /** Writes {@code size} bytes (1, 2 or 4) to the data register. */
  final void writeData(int size, long value) {
    if (phase != Phase.DATA || transfer.isToHost()) {
      return;
    }
    for (int i = 0; i < size && position < blockEnd; i++) {
      buffer[position++] = (byte) (value >> (i * 8));
    }
    endBlockIfMoved();
  }

  private void endBlockIfMoved() {
    if (position < blockEnd) {
      return;
    }
    boolean wasLast = position == chunkEnd && transfer.remaining() == 0;
    if (wasLast && transfer.isToHost()) {
      dataFinished(true);
      return;
    }
    phase = Phase.BLOCK;
    status = Status.BSY;
    timer.scheduleIn(BLOCK_NANOSECONDS);
  }

  /** Moves one chunk, and leaves the rest for later. */
  private void moveByDma() {
    BusMaster master = channel.busMaster();
    if (!master.isActive()) {
      return;
    }
    boolean toHost = transfer.isToHost();
    if (position == chunkEnd && !beginChunk()) {
      return;
    }
    position += master.move(buffer, position, chunkEnd - position, toHost);
    if (position < chunkEnd) {
      // The table was too short: the device waits for more, until the driver resets it.
      return;
    }
    if (!toHost && !completeChunk()) {
      return;
    }
    if (transfer.remaining() == 0) {
      master.finished();
      dataFinished(false);
    } else {
      timer.scheduleIn(dmaNanoseconds());
    }
  }

  /** Four bytes a nanosecond. */
  private long dmaNanoseconds() {
    return chunkEnd / 4;
  }

  @Override
  public void hashInto(StateHash hash) {
    registers.hashInto(hash);
    hash.add(phase.ordinal()).add(status).add(error).add(interrupt).add(timer.time());
    hash.add(lastCommand);
    hash.add(position).add(blockEnd).add(chunkEnd).add(blockSize);
    hash.add(transfer == null ? 0 : transfer.remaining());
    for (int i = position; i < chunkEnd; i++) {
      hash.add(buffer[i]);
    }
  }
}
