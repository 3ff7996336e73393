package emu.devices.elf;

import java.util.Optional;

/**
 * Relocations that need nothing but the symbol's address. System V ABI, AMD64 supplement, table
 * 4.9; Intel386 supplement, table 4.10.
 */
public enum RelocationType {
  /** Nothing. */
  NONE(0, false, 0, 0),
  /** 64 bits: S + A. */
  R64(8, false, 1, -1),
  /** 32 bits, of an address or number below 2^32: S + A. */
  R32(4, false, 10, 1),
  /** 32 bits that are extended with their sign: S + A. */
  R32S(4, false, 11, -1),
  /** 16 bits: S + A. */
  R16(2, false, 12, 20),
  /** 8 bits: S + A. */
  R8(1, false, 14, 22),
  /** 64 bits: S + A - P. */
  PC64(8, true, 24, -1),
  /** 32 bits: S + A - P. */
  PC32(4, true, 2, 2),
  /** 32 bits to a function, which in one image needs no procedure linkage table: S + A - P. */
  PLT32(4, true, 4, 4),
  /** 16 bits: S + A - P. */
  PC16(2, true, 13, 21),
  /** 8 bits: S + A - P. */
  PC8(1, true, 15, 23);

  private final int bytes;
  private final boolean relative;
  private final int amd64;
  private final int i386;

  RelocationType(int bytes, boolean relative, int amd64, int i386) {
    this.bytes = bytes;
    this.relative = relative;
    this.amd64 = amd64;
    this.i386 = i386;
  }

  /** The one of number {@code type} on {@code machine}; empty if it is of another kind. */
  public static Optional<RelocationType> of(int machine, int type) {
    for (RelocationType one : values()) {
      if (type == (machine == ElfHeader.EM_X86_64 ? one.amd64 : one.i386)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** How many bytes it changes. */
  public int bytes() {
    return bytes;
  }

  /** What it puts there: {@code target} is S + A, {@code place} is P. */
  public long value(long target, long place) {
    return relative ? target - place : target;
  }

  /** Whether {@code value} fits in its bytes on {@code machine}. */
  public boolean fits(int machine, long value) {
    int bits = bytes * 8;
    if (bits == 64 || bits == 0 || machine == ElfHeader.EM_386 && bits == 32) {
      return true;
    }
    boolean signed = value >> (bits - 1) == 0 || value >> (bits - 1) == -1;
    boolean unsigned = value >>> bits == 0;
    return switch (this) {
      case R32 -> unsigned;
      case R16, R8 -> signed || unsigned;
      default -> signed;
    };
  }
}
