package emu.devices.vga;

import emu.core.bus.BusDevice;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * The adapter's registers in memory, behind its base address register 2 (QEMU, "standard VGA"):
 * EDID, the VGA's ports from 3C0h on, the display interface, and the order of bytes in the
 * framebuffer.
 */
final class RegisterWindow implements BusDevice, Hashed {
  /** Bytes of the window. */
  static final int SIZE = 0x1000;

  private static final int VGA = 0x400;
  private static final int VGA_END = 0x420;

  /** Offset of port 3C0h among the VGA's ports. */
  private static final int PORT_3C0 = 0x10;

  private static final int DISPI = 0x500;
  private static final int DISPI_END = DISPI + 2 * Dispi.REGISTERS;
  private static final int EXTENDED_SIZE = 0x600;
  private static final int BYTE_ORDER = 0x604;
  private static final int EXTENDED_BYTES = 8;
  private static final int LITTLE_ENDIAN = 0x1E1E_1E1E;
  private static final int BIG_ENDIAN = 0xBEBE_BEBE;

  private final byte[] edid = Edid.block();
  private final VgaPorts ports;
  private final Dispi dispi;
  private volatile boolean bigEndian;

  RegisterWindow(VgaPorts ports, Dispi dispi) {
    this.ports = ports;
    this.dispi = dispi;
  }

  /** Whether the framebuffer's dots have their high byte first. */
  boolean isBigEndian() {
    return bigEndian;
  }

  @Override
  public long read(long offset, int size) {
    if (offset >= VGA && offset < VGA_END) {
      return ports.read(offset - VGA + PORT_3C0, size);
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (long) readByte((int) offset + i) << (i * 8);
    }
    return value;
  }

  private int readByte(int offset) {
    int shift = (offset & 3) * 8;
    if (offset < edid.length) {
      return edid[offset] & 0xFF;
    }
    if (offset >= DISPI && offset < DISPI_END) {
      return dispi.read(offset - DISPI >> 1) >>> (shift & 8) & 0xFF;
    }
    return switch (offset & ~3) {
      case EXTENDED_SIZE -> EXTENDED_BYTES >>> shift & 0xFF;
      case BYTE_ORDER -> (bigEndian ? BIG_ENDIAN : LITTLE_ENDIAN) >>> shift & 0xFF;
      default -> 0xFF;
    };
  }

  @Override
  public void write(long offset, int size, long value) {
    if (offset >= VGA && offset < VGA_END) {
      ports.write(offset - VGA + PORT_3C0, size, value);
    } else if (offset >= DISPI && offset < DISPI_END && (offset & 1) == 0) {
      for (int i = 0; i + 1 < size && offset + i < DISPI_END; i += 2) {
        dispi.write((int) (offset - DISPI + i >> 1), (int) (value >>> (i * 8)) & 0xFFFF);
      }
    } else if (offset == BYTE_ORDER
        && ((int) value == LITTLE_ENDIAN || (int) value == BIG_ENDIAN)) {
      bigEndian = (int) value == BIG_ENDIAN;
    }
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(bigEndian);
  }
}
