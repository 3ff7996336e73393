package emu.core.vectors;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** A random addressing form that leads to a chosen linear address. */
final class MemoryOperand {
  private static final int NONE = -1;
  private static final int RSP = 4;

  /** Linear address that the operand shall have. */
  final long target;

  /** 0x64, 0x65 or 0. */
  final int segmentPrefix;

  /** Has an address size prefix: 32-bit addresses. */
  final boolean shortAddress;

  int base = NONE;
  int index = NONE;
  private int shift;
  private boolean ripRelative;
  private final int displacementBytes;
  private int displacement;

  MemoryOperand(long target, Random random) {
    this.target = target;
    boolean isShortTarget = target >>> 32 == 0;
    segmentPrefix = random.nextInt(8) == 0 ? 0x64 + random.nextInt(2) : 0;
    shortAddress = isShortTarget && segmentPrefix == 0 && random.nextInt(8) == 0;
    int form = random.nextInt(16);
    if (isShortTarget && segmentPrefix == 0 && form < 3) {
      displacementBytes = 4;
      if (form < 1) {
        displacement = (int) target;
      } else {
        ripRelative = true; // the displacement follows when the length is known
      }
      return;
    }
    base = random.nextInt(16);
    if (random.nextBoolean()) {
      index = random.nextInt(16);
      shift = random.nextInt(4);
      if (index == RSP || index == base) {
        index = NONE;
      }
    }
    if ((base & 7) == 5 || random.nextInt(3) != 0) {
      displacementBytes = random.nextBoolean() ? 1 : 4;
      displacement = displacementBytes == 1 ? (byte) random.nextInt() : random.nextInt();
    } else {
      displacementBytes = 0;
    }
  }

  /** Writes ModRM, SIB and displacement. */
  void write(ByteArrayOutputStream out, int reg) {
    int mod = base == NONE ? 0 : displacementBytes == 0 ? 0 : displacementBytes == 1 ? 1 : 2;
    boolean sib = !ripRelative && (base == NONE || index != NONE || (base & 7) == RSP);
    int rm = ripRelative ? 5 : sib ? 4 : base & 7;
    out.write(mod << 6 | reg << 3 | rm);
    if (sib) {
      out.write(
          shift << 6 | (index == NONE ? RSP : index & 7) << 3 | (base == NONE ? 5 : base & 7));
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
    long segmentBase =
        switch (segmentPrefix) {
          case 0x64 -> state.words[VectorState.FS_BASE];
          case 0x65 -> state.words[VectorState.GS_BASE];
          default -> 0;
        };
    long rest = target - segmentBase - displacement;
    if (index != NONE) {
      if (random.nextBoolean()) {
        state.words[index] = random.nextInt(64) - 32L;
      }
      rest -= state.words[index] << shift;
    }
    state.words[base] = shortAddress ? rest & 0xFFFF_FFFFL | random.nextLong() << 32 : rest;
  }
}
