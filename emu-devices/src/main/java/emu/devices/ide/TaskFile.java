package emu.devices.ide;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * The registers in which a command's parameters come and its results go, of one device (ATA 7).
 *
 * <p>All but the device register hold the last two bytes written: the previous one is in bits 15:8,
 * for the commands with 48-bit addresses (ATA 6.20).
 */
final class TaskFile implements Hashed {
  static final int FEATURES = 1;
  static final int COUNT = 2;
  static final int LBA_LOW = 3;
  static final int LBA_MID = 4;
  static final int LBA_HIGH = 5;
  static final int DEVICE = 6;

  private final int[] registers = new int[DEVICE + 1];

  /** Reads register {@code index}: what was written last, or, if {@code previous}, before that. */
  int read(int index, boolean previous) {
    return previous && index != DEVICE ? registers[index] >> 8 : registers[index] & 0xFF;
  }

  /** Writes {@code value} (0 to 255) to register {@code index}, as the host does. */
  void write(int index, int value) {
    registers[index] = index == DEVICE ? value : (registers[index] << 8 | value) & 0xFFFF;
  }

  /** Sets the lower byte of register {@code index}, as the device does. */
  void set(int index, int value) {
    registers[index] = registers[index] & 0xFF00 | value & 0xFF;
  }

  int features() {
    return registers[FEATURES] & 0xFF;
  }

  int device() {
    return registers[DEVICE];
  }

  /** Sectors to transfer: 1 to 256, or to 65,536. */
  int sectorCount(boolean extended) {
    int most = extended ? 0x1_0000 : 0x100;
    int count = registers[COUNT] & (most - 1);
    return count == 0 ? most : count;
  }

  boolean isLba() {
    return (device() & Status.LBA) != 0;
  }

  int head() {
    return device() & 0xF;
  }

  int cylinder() {
    return (registers[LBA_HIGH] & 0xFF) << 8 | registers[LBA_MID] & 0xFF;
  }

  int sector() {
    return registers[LBA_LOW] & 0xFF;
  }

  /** The 28-bit address. */
  long lba28() {
    return (long) head() << 24 | cylinder() << 8 | sector();
  }

  /** The 48-bit address. */
  long lba48() {
    long previous =
        (long) (registers[LBA_HIGH] >> 8) << 16
            | registers[LBA_MID] & 0xFF00
            | registers[LBA_LOW] >> 8;
    return previous << 24 | cylinder() << 8 | sector();
  }

  /** Puts an address into the registers, as 48 or 28 bits. */
  void setLba(long lba, boolean extended) {
    registers[LBA_LOW] = (int) lba & 0xFF;
    registers[LBA_MID] = (int) (lba >> 8) & 0xFF;
    registers[LBA_HIGH] = (int) (lba >> 16) & 0xFF;
    if (extended) {
      registers[LBA_LOW] |= (int) (lba >> 24 & 0xFF) << 8;
      registers[LBA_MID] |= (int) (lba >> 32 & 0xFF) << 8;
      registers[LBA_HIGH] |= (int) (lba >> 40 & 0xFF) << 8;
    } else {
      registers[DEVICE] = registers[DEVICE] & 0xF0 | (int) (lba >> 24) & 0xF;
    }
  }

  /** Puts an address by cylinder, head and sector into the registers. */
  void setChs(int cylinder, int head, int sector) {
    setLba((long) head << 24 | (cylinder & 0xFFFFL) << 8 | sector, false);
  }

  /** Puts {@code bytes} (0 to 65,535) into the byte count of an ATAPI device. */
  void setByteCount(int bytes) {
    set(LBA_MID, bytes);
    set(LBA_HIGH, bytes >> 8);
  }

  /** What tells an ATA device from an ATAPI one after a reset (ATA 9.12). */
  void setSignature(boolean packet) {
    registers[COUNT] = 1;
    registers[LBA_LOW] = 1;
    registers[LBA_MID] = packet ? 0x14 : 0;
    registers[LBA_HIGH] = packet ? 0xEB : 0;
    registers[DEVICE] = 0;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(registers);
  }
}
