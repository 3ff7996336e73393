package emu.devices.boot;

import emu.devices.elf.ElfSegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds small ELF kernels. */
final class ElfBuilder {
  private record Segment(int type, long address, ByteView bytes, long memorySize) {}

  private final boolean wide;
  private final List<Segment> segments = new ArrayList<>();
  private long entry;
  private int type = 2;
  private int machine;

  ElfBuilder(int bits) {
    this.wide = bits == 64;
    this.machine = wide ? 62 : 3;
  }

  /**
   * A 64-bit PVH kernel at 1 MiB: code, the note as the last of three, data with a tail to clear.
   */
  static ElfBuilder pvhKernel() {
    return new ElfBuilder(64)
        .entry(0x10_0000)
        .load(0x10_0000, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 8)
        .load(0x10_1000, new byte[] {9, 10}, 0x800)
        .notes(
            note("GNU", 3, new byte[5]),
            note("Xen", 6, new byte[] {1}),
            note("Xen", 18, address(0x10_0004, 8)));
  }

  ElfBuilder entry(long address) {
    entry = address;
    return this;
  }

  ElfBuilder type(int elfType) {
    type = elfType;
    return this;
  }

  ElfBuilder machine(int elfMachine) {
    machine = elfMachine;
    return this;
  }

  ElfBuilder load(long address, byte[] bytes, long memorySize) {
    return segment(ElfSegment.PT_LOAD, address, bytes, memorySize);
  }

  ElfBuilder segment(int segmentType, long address, byte[] bytes, long memorySize) {
    segments.add(new Segment(segmentType, address, ByteView.of(bytes, ""), memorySize));
    return this;
  }

  ElfBuilder notes(byte[]... notes) {
    int size = 0;
    for (byte[] note : notes) {
      size += note.length;
    }
    ByteBuffer all = ByteBuffer.allocate(size);
    for (byte[] note : notes) {
      all.put(note);
    }
    return segment(ElfSegment.PT_NOTE, 0, all.array(), 0);
  }

  static byte[] note(String owner, int type, byte[] value) {
    byte[] name = (owner + "\0").getBytes(StandardCharsets.US_ASCII);
    int valueAt = 12 + (name.length + 3 & -4);
    byte[] note = new byte[valueAt + (value.length + 3 & -4)];
    little(note)
        .putInt(name.length)
        .putInt(value.length)
        .putInt(type)
        .put(name)
        .put(valueAt, value);
    return note;
  }

  static byte[] address(long address, int bytes) {
    byte[] value = new byte[8];
    little(value).putLong(address);
    return Arrays.copyOf(value, bytes);
  }

  byte[] build() {
    int headerSize = wide ? 64 : 52;
    int entrySize = wide ? 56 : 32;
    int at = headerSize + entrySize * segments.size();
    int size = at + segments.stream().mapToInt(segment -> segment.bytes.length()).sum();
    byte[] bytes = new byte[size];
    ByteBuffer file = little(bytes);
    file.putInt(0x464C_457F).put((byte) (wide ? 2 : 1)).put((byte) 1).put((byte) 1).position(16);
    file.putShort((short) type).putShort((short) machine).putInt(1);
    word(file, entry);
    word(file, headerSize);
    word(file, 0);
    file.putInt(0)
        .putShort((short) headerSize)
        .putShort((short) entrySize)
        .putShort((short) segments.size());
    file.position(headerSize);
    for (Segment segment : segments) {
      header(file, segment, at);
      file.put(at, segment.bytes.data());
      at += segment.bytes.length();
    }
    return bytes;
  }

  private void header(ByteBuffer file, Segment segment, int offset) {
    file.putInt(segment.type);
    if (wide) {
      file.putInt(7)
          .putLong(offset)
          .putLong(0xFFFF_FFFF_8000_0000L + segment.address)
          .putLong(segment.address);
      file.putLong(segment.bytes.length()).putLong(segment.memorySize).putLong(4096);
    } else {
      file.putInt(offset).putInt((int) segment.address).putInt((int) segment.address);
      file.putInt(segment.bytes.length()).putInt((int) segment.memorySize).putInt(7).putInt(4096);
    }
  }

  private void word(ByteBuffer file, long value) {
    if (wide) {
      file.putLong(value);
    } else {
      file.putInt((int) value);
    }
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
