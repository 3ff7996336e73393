package emu.devices.dma;

import emu.core.bus.ByteDevice;
import emu.core.bus.DmaChannel;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.memory.PhysicalMemory;

/**
 * The two 8237A of a PC, for bytes (channels 0 to 3) and words (4 to 7, of which 4 leads to the
 * first), and the page registers that hold the upper address bits (IBM Personal Computer AT
 * Technical Reference, System Board, DMA).
 */
public final class DmaPair implements Hashed {
  private static final int PAGES = 16;

  /** Which channel the page register at 80h and the ports after it serves; -1, none. */
  private static final int[] CHANNEL_OF_PAGE = {
    -1, 2, 3, 1, -1, -1, -1, 0, -1, 6, 7, 5, -1, -1, -1, -1
  };

  private final Dma8237 bytes;
  private final Dma8237 words;
  private final int[] spare = new int[PAGES];

  /** A pair whose devices move data to and from {@code memory}. */
  public DmaPair(PhysicalMemory memory) {
    bytes = new Dma8237(memory, false);
    words = new Dma8237(memory, true);
  }

  /** Channel {@code number}: 0 to 3 move bytes, 5 to 7 words. */
  public DmaChannel channel(int number) {
    return find(number);
  }

  private Channel find(int number) {
    Dma8237 controller = number < Dma8237.CHANNELS ? bytes : words;
    return controller.channel(number % Dma8237.CHANNELS);
  }

  /** The sixteen ports at 00h. */
  public ByteDevice byteController() {
    return bytes;
  }

  /** The 32 ports at C0h: a register at each second one. */
  public ByteDevice wordController() {
    return new ByteDevice() {
      @Override
      public int readByte(int offset) {
        return (offset & 1) == 0 ? words.readByte(offset >> 1) : 0xFF;
      }

      @Override
      public void writeByte(int offset, int value) {
        if ((offset & 1) == 0) {
          words.writeByte(offset >> 1, value);
        }
      }
    };
  }

  /** The page registers at 81h to 8Fh: offset 0 is 81h. Those of no channel just keep a value. */
  public ByteDevice pages() {
    return new ByteDevice() {
      @Override
      public int readByte(int offset) {
        int index = offset + 1;
        if (index >= PAGES) {
          return 0xFF;
        }
        int channel = CHANNEL_OF_PAGE[index];
        return channel < 0 ? spare[index] : find(channel).page;
      }

      @Override
      public void writeByte(int offset, int value) {
        int index = offset + 1;
        if (index >= PAGES) {
          return;
        }
        int channel = CHANNEL_OF_PAGE[index];
        if (channel < 0) {
          spare[index] = value;
        } else {
          find(channel).page = value;
        }
      }
    };
  }

  @Override
  public void hashInto(StateHash hash) {
    bytes.hashInto(hash);
    words.hashInto(hash);
    hash.add(spare);
  }
}
