package emu.devices.elf;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/** Writes a unit of .debug_line with one sequence: DWARF of a version from 2 to 5. */
final class LineUnit {
  private static final int OPCODE_BASE = 13;
  private static final int LINE_BASE = -5;
  private static final int LINE_RANGE = 14;
  private static final int[] OPCODE_LENGTHS = {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};

  private final int version;
  private final boolean wide;
  private final ByteArrayOutputStream program = new ByteArrayOutputStream();

  LineUnit(int version, boolean wide) {
    this.version = version;
    this.wide = wide;
  }

  LineUnit setAddress(long address) {
    return bytes(0, 9, 2).raw(ElfWriter.bytes(address, 8));
  }

  LineUnit file(int index) {
    return bytes(4, index);
  }

  /** A row, by the special opcode for both steps. */
  LineUnit special(int addressStep, int lineStep) {
    return bytes(lineStep - LINE_BASE + LINE_RANGE * addressStep + OPCODE_BASE);
  }

  LineUnit advanceLine(int step) {
    return bytes(3, step & 0x7F);
  }

  LineUnit advancePc(int step) {
    return bytes(2, step & 0x7F | 0x80, step >> 7);
  }

  LineUnit constAddPc() {
    return bytes(8);
  }

  LineUnit fixedAdvancePc(int step) {
    return bytes(9, step & 0xFF, step >> 8);
  }

  LineUnit copy() {
    return bytes(1);
  }

  LineUnit end() {
    return bytes(0, 1, 1);
  }

  LineUnit bytes(int... values) {
    for (int value : values) {
      program.write(value);
    }
    return this;
  }

  private LineUnit raw(byte[] bytes) {
    program.writeBytes(bytes);
    return this;
  }

  /** The unit; its files are /src/kernel/main.c and, in a directory of its own, lib/util.c. */
  byte[] build() {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.write(1);
    if (version >= 4) {
      header.write(1);
    }
    header.write(1);
    header.write(LINE_BASE);
    header.write(LINE_RANGE);
    header.write(OPCODE_BASE);
    for (int length : OPCODE_LENGTHS) {
      header.write(length);
    }
    header.writeBytes(version == 5 ? files5() : files());
    ByteArrayOutputStream unit = new ByteArrayOutputStream();
    unit.writeBytes(ElfWriter.bytes(version, 2));
    if (version == 5) {
      unit.write(8);
      unit.write(0);
    }
    unit.writeBytes(ElfWriter.bytes(header.size(), wide ? 8 : 4));
    unit.writeBytes(header.toByteArray());
    unit.writeBytes(program.toByteArray());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(ElfWriter.bytes(wide ? -1 : 0, wide ? 4 : 0));
    all.writeBytes(ElfWriter.bytes(unit.size(), wide ? 8 : 4));
    all.writeBytes(unit.toByteArray());
    return all.toByteArray();
  }

  private static byte[] files() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("lib\0\0main.c\0\0\0\0util.c\0\1\0\0\0".getBytes(US_ASCII));
    return out.toByteArray();
  }

  /** Directories as strings, files by their offsets in .debug_line_str, with an MD5. */
  private byte[] files5() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {1, 1, 0x08, 2});
    out.writeBytes("/src/kernel\0lib\0".getBytes(US_ASCII));
    out.writeBytes(new byte[] {3, 1, 0x1F, 2, 0x0B, 5, 0x1E, 3});
    int[][] files = {{0, 0}, {0, 0}, {7, 1}};
    for (int[] file : files) {
      out.writeBytes(ElfWriter.bytes(file[0], wide ? 8 : 4));
      out.write(file[1]);
      out.writeBytes(new byte[16]);
    }
    return out.toByteArray();
  }

  /** What .debug_line_str has to hold. */
  static byte[] strings() {
    return "main.c\0util.c\0".getBytes(US_ASCII);
  }
}
