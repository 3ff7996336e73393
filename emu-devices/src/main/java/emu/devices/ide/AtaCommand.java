package emu.devices.ide;

/** Codes of the commands (ATA, annex B). */
final class AtaCommand {
  static final int DEVICE_RESET = 0x08;
  static final int RECALIBRATE = 0x10;
  static final int READ_SECTORS = 0x20;
  static final int READ_SECTORS_ONCE = 0x21;
  static final int READ_SECTORS_EXT = 0x24;
  static final int READ_DMA_EXT = 0x25;
  static final int READ_NATIVE_MAX_EXT = 0x27;
  static final int READ_MULTIPLE_EXT = 0x29;
  static final int WRITE_SECTORS = 0x30;
  static final int WRITE_SECTORS_ONCE = 0x31;
  static final int WRITE_SECTORS_EXT = 0x34;
  static final int WRITE_DMA_EXT = 0x35;
  static final int WRITE_MULTIPLE_EXT = 0x39;
  static final int READ_VERIFY = 0x40;
  static final int READ_VERIFY_ONCE = 0x41;
  static final int READ_VERIFY_EXT = 0x42;
  static final int SEEK = 0x70;
  static final int EXECUTE_DEVICE_DIAGNOSTIC = 0x90;
  static final int INITIALIZE_DEVICE_PARAMETERS = 0x91;
  static final int PACKET = 0xA0;
  static final int IDENTIFY_PACKET_DEVICE = 0xA1;
  static final int READ_MULTIPLE = 0xC4;
  static final int WRITE_MULTIPLE = 0xC5;
  static final int SET_MULTIPLE_MODE = 0xC6;
  static final int READ_DMA = 0xC8;
  static final int READ_DMA_ONCE = 0xC9;
  static final int WRITE_DMA = 0xCA;
  static final int WRITE_DMA_ONCE = 0xCB;
  static final int STANDBY_IMMEDIATE = 0xE0;
  static final int IDLE_IMMEDIATE = 0xE1;
  static final int STANDBY = 0xE2;
  static final int IDLE = 0xE3;
  static final int CHECK_POWER_MODE = 0xE5;
  static final int SLEEP = 0xE6;
  static final int FLUSH_CACHE = 0xE7;
  static final int FLUSH_CACHE_EXT = 0xEA;
  static final int IDENTIFY_DEVICE = 0xEC;
  static final int SET_FEATURES = 0xEF;
  static final int READ_NATIVE_MAX = 0xF8;

  private AtaCommand() {}

  /** Whether {@code command} has a 48-bit address. */
  static boolean isExtended(int command) {
    return switch (command) {
      case READ_SECTORS_EXT,
          READ_DMA_EXT,
          READ_NATIVE_MAX_EXT,
          READ_MULTIPLE_EXT,
          WRITE_SECTORS_EXT,
          WRITE_DMA_EXT,
          WRITE_MULTIPLE_EXT,
          READ_VERIFY_EXT,
          FLUSH_CACHE_EXT ->
          true;
      default -> false;
    };
  }

  /** Whether the host reads by {@code command}, one that moves sectors. */
  static boolean reads(int command) {
    return switch (command) {
      case READ_SECTORS,
          READ_SECTORS_ONCE,
          READ_SECTORS_EXT,
          READ_DMA,
          READ_DMA_ONCE,
          READ_DMA_EXT,
          READ_MULTIPLE,
          READ_MULTIPLE_EXT ->
          true;
      default -> false;
    };
  }

  /** Whether {@code command} only moves the heads: each of these has sixteen codes. */
  static boolean isSeek(int command) {
    return (command & 0xF0) == RECALIBRATE || (command & 0xF0) == SEEK;
  }
}
