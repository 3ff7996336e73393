package emu.devices.dma;

import emu.core.bus.ByteDevice;
import emu.core.bus.DmaChannel;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.memory.PhysicalMemory;

/**
 * One 8237A with four channels: sixteen registers (8237A datasheet, Software Commands).
 *
 * <p>Devices move their data by themselves through {@link DmaChannel}, when their time has come; so
 * priorities and requests by software do nothing, and there are no transfers from memory to memory,
 * which a PC does not use.
 */
final class Dma8237 implements ByteDevice, Hashed {
  static final int CHANNELS = 4;

  private static final int STATUS_COMMAND = 0x8;
  private static final int REQUEST = 0x9;
  private static final int MASK_BIT = 0xA;
  private static final int MODE = 0xB;
  private static final int CLEAR_POINTER = 0xC;
  private static final int MASTER_CLEAR = 0xD;
  private static final int CLEAR_MASK = 0xE;
  private static final int MASK = 0xF;

  private static final int COMMAND_DISABLE = 0x04;

  private final Channel[] channels = new Channel[CHANNELS];
  private boolean high;

  /** One whose channels move words if {@code wide}, else bytes. */
  Dma8237(PhysicalMemory memory, boolean wide) {
    for (int i = 0; i < CHANNELS; i++) {
      channels[i] = new Channel(memory, wide);
    }
  }

  Channel channel(int number) {
    return channels[number];
  }

  @Override
  public int readByte(int offset) {
    if (offset >= 0 && offset < STATUS_COMMAND) {
      Channel channel = channels[offset >> 1];
      boolean second = high;
      high = !high;
      return (offset & 1) == 0 ? channel.readAddress(second) : channel.readCount(second);
    }
    return switch (offset) {
      case STATUS_COMMAND -> takeStatus();
      case MASK -> mask() | 0xF0;
      case MASTER_CLEAR -> 0;
      default -> 0xFF;
    };
  }

  private int takeStatus() {
    int status = 0;
    for (int i = 0; i < CHANNELS; i++) {
      status |= channels[i].atEnd ? 1 << i : 0;
      channels[i].atEnd = false;
    }
    return status;
  }

  private int mask() {
    int mask = 0;
    for (int i = 0; i < CHANNELS; i++) {
      mask |= channels[i].masked ? 1 << i : 0;
    }
    return mask;
  }

  @Override
  public void writeByte(int offset, int value) {
    if (offset >= 0 && offset < STATUS_COMMAND) {
      Channel channel = channels[offset >> 1];
      if ((offset & 1) == 0) {
        channel.writeAddress(high, value);
      } else {
        channel.writeCount(high, value);
      }
      high = !high;
      return;
    }
    switch (offset) {
      case STATUS_COMMAND -> {
        for (Channel channel : channels) {
          channel.enabled = (value & COMMAND_DISABLE) == 0;
        }
      }
      case MASK_BIT -> channels[value & 3].masked = (value & 4) != 0;
      case MODE -> channels[value & 3].mode = value & 0xFC;
      case CLEAR_POINTER -> high = false;
      case MASTER_CLEAR -> masterClear();
      case CLEAR_MASK -> setMask(0);
      case MASK -> setMask(value);
      case REQUEST -> {} // no transfer by request of software
      default -> {}
    }
  }

  private void masterClear() {
    high = false;
    for (Channel channel : channels) {
      channel.reset();
    }
  }

  private void setMask(int bits) {
    for (int i = 0; i < CHANNELS; i++) {
      channels[i].masked = (bits >> i & 1) != 0;
    }
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(high);
    for (Channel channel : channels) {
      channel.hashInto(hash);
    }
  }
}
