package emu.devices.vga;

import static emu.devices.vga.VgaRegisters.BIT_MASK;
import static emu.devices.vga.VgaRegisters.COLOUR_COMPARE;
import static emu.devices.vga.VgaRegisters.COLOUR_DONT_CARE;
import static emu.devices.vga.VgaRegisters.DATA_ROTATE;
import static emu.devices.vga.VgaRegisters.ENABLE_SET_RESET;
import static emu.devices.vga.VgaRegisters.GRAPHICS_MODE;
import static emu.devices.vga.VgaRegisters.MAP_MASK;
import static emu.devices.vga.VgaRegisters.READ_MAP_SELECT;
import static emu.devices.vga.VgaRegisters.SET_RESET;

import emu.core.bus.BusDevice;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * Video memory as the processor reaches it at A0000h to BFFFFh: through the graphics controller,
 * with its write and read modes and latches.
 *
 * <p>Deviation: in chain-4 mode the bytes lie in memory one after the other, as a linear
 * framebuffer has them; the VGA leaves three bytes of each plane unused between them. A program
 * that turns chain-4 off without drawing anew sees the difference.
 */
final class LegacyWindow implements BusDevice, Hashed {
  /** Bytes of the window. */
  static final int SIZE = 0x2_0000;

  private static final int BANK = 0x1_0000;
  private static final int OUTSIDE = -1;
  private static final int ALL_PLANES = 0x0F;

  private final VgaRegisters registers;
  private final VideoMemory memory;
  private int latch;
  private int bank;

  LegacyWindow(VgaRegisters registers, VideoMemory memory) {
    this.registers = registers;
    this.memory = memory;
  }

  /** Has the window begin at {@code newBank}, in units of 64 KiB of what it shows. */
  void setBank(int newBank) {
    bank = newBank;
  }

  int bank() {
    return bank;
  }

  /** Where in the adapter's memory {@code offset} is (memory map select), or {@link #OUTSIDE}. */
  private int place(int offset) {
    if ((registers.output & VgaRegisters.OUTPUT_ENABLE_RAM) == 0) {
      return OUTSIDE;
    }
    int map = registers.graphics[VgaRegisters.MISCELLANEOUS] & VgaRegisters.MISCELLANEOUS_MAP;
    return switch (map >> 2) {
      case 0 -> offset + bank * BANK;
      case 1 -> offset < 0x1_0000 ? offset + bank * BANK : OUTSIDE;
      case 2 -> offset >= 0x1_0000 && offset < 0x1_8000 ? offset - 0x1_0000 : OUTSIDE;
      default -> offset >= 0x1_8000 ? offset - 0x1_8000 : OUTSIDE;
    };
  }

  @Override
  public long read(long offset, int size) {
    int place = offset >= 0 && offset + size <= SIZE ? place((int) offset) : OUTSIDE;
    if (place == OUTSIDE) {
      return -1;
    }
    if (registers.isChain4()) {
      latch = memory.word(place + size - 1 >> 2);
      return memory.read(place, size);
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (long) readPlanes(place + i) << (i * 8);
    }
    return value;
  }

  private int readPlanes(int place) {
    latch = memory.word(address(place));
    if ((registers.graphics[GRAPHICS_MODE] & 0x08) != 0) {
      int different =
          (latch ^ expand(registers.graphics[COLOUR_COMPARE]))
              & expand(registers.graphics[COLOUR_DONT_CARE]);
      different |= different >>> 16;
      return ~(different | different >>> 8) & 0xFF;
    }
    boolean oddEven =
        (registers.graphics[GRAPHICS_MODE] & VgaRegisters.GRAPHICS_MODE_ODD_EVEN) != 0;
    int select = registers.graphics[READ_MAP_SELECT];
    int plane = oddEven ? select & 2 | place & 1 : select;
    return latch >>> (plane * 8) & 0xFF;
  }

  /** The address in the planes: with odd and even chained, bit 0 chooses the plane instead. */
  private int address(int place) {
    boolean chained =
        (registers.graphics[VgaRegisters.MISCELLANEOUS] & VgaRegisters.MISCELLANEOUS_CHAIN_ODD_EVEN)
            != 0;
    return chained ? place & ~1 : place;
  }

  @Override
  public void write(long offset, int size, long value) {
    int place = offset >= 0 && offset + size <= SIZE ? place((int) offset) : OUTSIDE;
    if (place == OUTSIDE) {
      return;
    }
    int mask = registers.sequencer[MAP_MASK];
    if (registers.isChain4()) {
      if (mask == ALL_PLANES && passesUnchanged()) {
        memory.write(place, size, value);
      } else {
        for (int i = 0; i < size; i++) {
          int at = place + i;
          writePlanes(at >> 2, mask & 1 << (at & 3), (int) (value >>> (i * 8)) & 0xFF);
        }
      }
      return;
    }
    boolean sequential =
        (registers.sequencer[VgaRegisters.MEMORY_MODE] & VgaRegisters.MEMORY_SEQUENTIAL) != 0;
    for (int i = 0; i < size; i++) {
      int at = place + i;
      int planes = sequential ? mask : mask & ((at & 1) == 0 ? 0b0101 : 0b1010);
      writePlanes(address(at), planes, (int) (value >>> (i * 8)) & 0xFF);
    }
  }

  /** Whether what is written arrives as it is. */
  private boolean passesUnchanged() {
    int[] graphics = registers.graphics;
    return graphics[BIT_MASK] == 0xFF
        && ((graphics[GRAPHICS_MODE] & 3) | graphics[DATA_ROTATE] | graphics[ENABLE_SET_RESET])
            == 0;
  }

  /** Writes {@code value} to {@code planes} (a bit each) at {@code address} by the write mode. */
  private void writePlanes(int address, int planes, int value) {
    int[] graphics = registers.graphics;
    int rotate = graphics[DATA_ROTATE] & 7;
    int rotated = (value >>> rotate | value << 8 - rotate) & 0xFF;
    int bits = graphics[BIT_MASK];
    int data;
    switch (graphics[GRAPHICS_MODE] & 3) {
      case 0 -> {
        int set = expand(graphics[ENABLE_SET_RESET]);
        data = spread(rotated) & ~set | expand(graphics[SET_RESET]) & set;
      }
      case 1 -> {
        store(address, planes, latch);
        return;
      }
      case 2 -> data = expand(value);
      default -> {
        data = expand(graphics[SET_RESET]);
        bits &= rotated;
      }
    }
    int mask = spread(bits);
    store(address, planes, combine(data) & mask | latch & ~mask);
  }

  private int combine(int data) {
    return switch (registers.graphics[DATA_ROTATE] >> 3) {
      case 1 -> data & latch;
      case 2 -> data | latch;
      case 3 -> data ^ latch;
      default -> data;
    };
  }

  private void store(int address, int planes, int data) {
    int mask = expand(planes);
    memory.setWord(address, memory.word(address) & ~mask | data & mask);
  }

  /** A whole plane for each of the four low bits. */
  private static int expand(int planes) {
    return (planes * 0x0020_4081 & 0x0101_0101) * 0xFF;
  }

  /** The same byte in all planes. */
  private static int spread(int value) {
    return value * 0x0101_0101;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(latch).add(bank);
  }
}
