package emu.core.vectors;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** A random addressing form that leads to a chosen linear address. */
final class MemoryOperand {
  private static final int NONE = -1;
  private static final int RBX = 3;
  private static final int RSP = 4;
  private static final int RBP = 5;
  private static final int RSI = 6;
  private static final int RDI = 7;

  // Bases and indices of the 16-bit forms (SDM 2A, table 2-1).
  private static final int[] BASES_16 = {RBX, RBX, RBP, RBP, RSI, RDI, RBP, RBX};
  private static final int[] INDICES_16 = {RSI, RDI, RSI, RDI, NONE, NONE, NONE, NONE};
  private static final int ABSOLUTE_16 = 6;

  /** Linear address that the operand shall have. */
  final long target;

  /** Segment override, or 0. */
  final int segmentPrefix;

  /** Bits of the address: 16, 32 or 64. */
  final int addressBits;

  /** The address as an offset in its segment. */
  final long offset;

  /** Base register, or -1. */
  int base = NONE;

  /** Index register, or -1. */
  int index = NONE;

  private final boolean mayBeExtended;
  private int shift;
  private int form16;
  private boolean ripRelative;
  private int displacementBytes;
  private int displacement;

  MemoryOperand(long target, Mode mode, VectorState state, Random random) {
    this.target = target;
    boolean isLow = target >>> 32 == 0;
    boolean resized = isLow && random.nextInt(8) == 0;
    addressBits =
        switch (mode) {
          case LONG_64 -> resized ? 32 : 64;
          case COMPATIBILITY_32 -> resized ? 16 : 32;
          case COMPATIBILITY_16 -> resized ? 32 : 16;
        };
    segmentPrefix = segmentPrefix(mode, random);
    offset = truncate(target - segmentBase(mode, state));
    mayBeExtended = mode.is64();
    if (addressBits == 16) {
      choose16(random);
    } else if (offset >>> 32 == 0 && random.nextInt(5) == 0) {
      displacementBytes = 4;
      displacement = (int) offset;
      // The displacement of a RIP-relative form follows when the length is known.
      ripRelative = mode.is64() && segmentPrefix == 0 && random.nextInt(3) != 0;
    } else {
      choose(random);
    }
  }

  private int segmentPrefix(Mode mode, Random random) {
    if (mode == Mode.COMPATIBILITY_32 && addressBits == 16) {
      return 0x64 + random.nextInt(2); // the flat segments have nothing so low
    }
    return switch (random.nextInt(24)) {
      case 0, 1 -> 0x64 + random.nextInt(2);
      case 2 -> 0x26 + 8 * random.nextInt(4);
      default -> 0;
    };
  }

  private long segmentBase(Mode mode, VectorState state) {
    return switch (segmentPrefix) {
      case 0x64 -> state.words[VectorState.FS_BASE];
      case 0x65 -> state.words[VectorState.GS_BASE];
      case 0x2E -> mode.codeBase;
      default -> mode.dataBase;
    };
  }

  private long truncate(long value) {
    return value & -1L >>> 64 - addressBits;
  }

  private void choose16(Random random) {
    form16 = random.nextInt(8);
    base = BASES_16[form16];
    index = INDICES_16[form16];
    displacementBytes = random.nextInt(3);
    displacement = displacementBytes == 1 ? (byte) random.nextInt() : random.nextInt();
    if (displacementBytes == 0) {
      displacement = 0;
      if (form16 == ABSOLUTE_16) {
        base = NONE;
        displacementBytes = 2;
        displacement = (int) offset;
      }
    }
  }

  private void choose(Random random) {
    int registers = mayBeExtended ? 16 : 8;
    base = random.nextInt(registers);
    if (random.nextBoolean()) {
      index = random.nextInt(registers);
      shift = random.nextInt(4);
      if (index == RSP || index == base) {
        index = NONE;
      }
    }
    if ((base & 7) == RBP || random.nextInt(3) != 0) {
      displacementBytes = random.nextBoolean() ? 1 : 4;
      displacement = displacementBytes == 1 ? (byte) random.nextInt() : random.nextInt();
    }
  }

  /** Writes ModRM, SIB and displacement. */
  void write(ByteArrayOutputStream out, int reg) {
    int mod = base == NONE || displacementBytes == 0 ? 0 : displacementBytes == 1 ? 1 : 2;
    if (addressBits == 16) {
      out.write(mod << 6 | reg << 3 | form16);
    } else {
      boolean absolute = base == NONE && !mayBeExtended;
      boolean sib =
          !ripRelative && !absolute && (base == NONE || index != NONE || (base & 7) == RSP);
      out.write(mod << 6 | reg << 3 | (sib ? 4 : base == NONE ? 5 : base & 7));
      if (sib) {
        int baseBits = base == NONE ? 5 : base & 7;
        out.write(shift << 6 | (index == NONE ? RSP : index & 7) << 3 | baseBits);
      }
    }
    for (int i = 0; i < displacementBytes; i++) {
      out.write(displacement >>> 8 * i);
    }
  }

  boolean isRipRelative() {
    return ripRelative;
  }

  /**
   * Where a displacement relative to RIP has to lead, for an instruction of {@code length} bytes.
   */
  void aim(int length) {
    displacement = (int) (target - VectorState.START - length);
  }

  /** Sets base and index registers. */
  void setRegisters(VectorState state, Random random) {
    if (base == NONE) {
      return;
    }
    long rest = offset - displacement;
    if (index != NONE) {
      if (random.nextBoolean()) {
        state.words[index] = random.nextInt(64) - 32L;
      }
      rest -= state.words[index] << shift;
    }
    long junk = addressBits == 64 ? 0 : random.nextLong() << addressBits;
    state.words[base] = truncate(rest) | junk;
  }
}
