package emu.core.cpu;

/**
 * The status flags, kept lazily.
 *
 * <p>An instruction that sets flags leaves two words and no flags: {@link Cpu#flagResult}, its
 * result sign-extended to 64 bits, and {@link Cpu#flagAux}, the carries out of the bits of its
 * operation. ZF, SF and PF follow from the first, CF (bit 63), OF (bit 63 xor bit 62) and AF (bit
 * 3) from the second, without asking which operation it was. Two fields of the second word let any
 * combination of flags be written: bit 0 inverts SF, bits 15:8 are exclusive-ored into the byte
 * whose parity is PF.
 */
public final class Flags {
  public static final int CF = 1;
  public static final int PF = 1 << 2;
  public static final int AF = 1 << 4;
  public static final int ZF = 1 << 6;
  public static final int SF = 1 << 7;
  public static final int TF = 1 << 8;
  public static final int IF = 1 << 9;
  public static final int DF = 1 << 10;
  public static final int OF = 1 << 11;
  public static final int IOPL = 3 << 12;
  public static final int NT = 1 << 14;
  public static final int RF = 1 << 16;
  public static final int VM = 1 << 17;
  public static final int AC = 1 << 18;
  public static final int VIF = 1 << 19;
  public static final int VIP = 1 << 20;
  public static final int ID = 1 << 21;

  /** The six status flags, which are lazy. */
  public static final int STATUS = CF | PF | AF | ZF | SF | OF;

  /** Bit 1, which is always set. */
  public static final int FIXED = 2;

  private static final long CARRIES = 0xC000_0000_0000_0000L;

  private Flags() {}

  /** Flags of {@code result = a + b (+ carry)} in {@code bits} bits. */
  public static void ofAdd(Cpu cpu, long a, long b, long result, int bits) {
    setCarries(cpu, (a & b) | ((a | b) & ~result), result, bits);
  }

  /** Flags of {@code result = a - b (- borrow)} in {@code bits} bits. */
  public static void ofSubtract(Cpu cpu, long a, long b, long result, int bits) {
    setCarries(cpu, (~a & b) | ((~a | b) & result), result, bits);
  }

  /** Flags of a logical operation: CF, OF and AF clear. */
  public static void ofLogic(Cpu cpu, long result, int bits) {
    cpu.flagResult = signExtend(result, bits);
    cpu.flagAux = 0;
  }

  /** SF, ZF and PF from {@code result}; CF, OF and AF as said. */
  public static void set(
      Cpu cpu, long result, int bits, boolean carry, boolean overflow, boolean adjust) {
    cpu.flagResult = signExtend(result, bits);
    cpu.flagAux =
        (carry ? Long.MIN_VALUE : 0) | (carry != overflow ? 1L << 62 : 0) | (adjust ? 8 : 0);
  }

  /** Keeps CF as it was before {@code oldAux} was replaced (INC and DEC). */
  public static void keepCarry(Cpu cpu, long oldAux) {
    long aux = cpu.flagAux;
    long overflow = (aux ^ aux << 1) & Long.MIN_VALUE;
    long carry = oldAux & Long.MIN_VALUE;
    cpu.flagAux = (aux & ~CARRIES) | carry | ((carry ^ overflow) >>> 1);
  }

  private static void setCarries(Cpu cpu, long carries, long result, int bits) {
    int unused = 64 - bits;
    cpu.flagResult = result << unused >> unused;
    cpu.flagAux = (carries << unused & CARRIES) | (carries & 8);
  }

  /** The low {@code bits} of {@code value}, sign-extended. */
  public static long signExtend(long value, int bits) {
    int unused = 64 - bits;
    return value << unused >> unused;
  }

  /** CF. */
  public static boolean carry(Cpu cpu) {
    return cpu.flagAux < 0;
  }

  /** OF. */
  public static boolean overflow(Cpu cpu) {
    return (cpu.flagAux ^ cpu.flagAux << 1) < 0;
  }

  /** ZF. */
  public static boolean zero(Cpu cpu) {
    return cpu.flagResult == 0;
  }

  /** SF. */
  public static boolean sign(Cpu cpu) {
    return (cpu.flagResult ^ cpu.flagAux << 63) < 0;
  }

  /** PF. */
  public static boolean parity(Cpu cpu) {
    return (Long.bitCount((cpu.flagResult ^ cpu.flagAux >> 8) & 0xFF) & 1) == 0;
  }

  /** AF. */
  public static boolean adjust(Cpu cpu) {
    return (cpu.flagAux & 8) != 0;
  }

  /** SF != OF. */
  public static boolean less(Cpu cpu) {
    long aux = cpu.flagAux;
    return (cpu.flagResult ^ aux << 63 ^ aux ^ aux << 1) < 0;
  }

  /** Condition {@code cc} of Jcc, SETcc and CMOVcc, 0 to 15 (SDM 1, appendix B). */
  public static boolean condition(Cpu cpu, int cc) {
    boolean value =
        switch (cc >> 1) {
          case 0 -> overflow(cpu);
          case 1 -> carry(cpu);
          case 2 -> zero(cpu);
          case 3 -> carry(cpu) || zero(cpu);
          case 4 -> sign(cpu);
          case 5 -> parity(cpu);
          case 6 -> less(cpu);
          default -> less(cpu) || zero(cpu);
        };
    return value == ((cc & 1) == 0);
  }

  /** RFLAGS, all bits. */
  public static int get(Cpu cpu) {
    return status(cpu) | cpu.systemFlags | FIXED;
  }

  /** The six status flags. */
  public static int status(Cpu cpu) {
    return (carry(cpu) ? CF : 0)
        | (parity(cpu) ? PF : 0)
        | (adjust(cpu) ? AF : 0)
        | (zero(cpu) ? ZF : 0)
        | (sign(cpu) ? SF : 0)
        | (overflow(cpu) ? OF : 0);
  }

  /** Sets the six status flags from the bits of {@code flags}. */
  public static void setStatus(Cpu cpu, int flags) {
    boolean carry = (flags & CF) != 0;
    boolean overflow = (flags & OF) != 0;
    cpu.flagResult = (flags & ZF) != 0 ? 0 : 0x100;
    cpu.flagAux =
        (carry ? Long.MIN_VALUE : 0)
            | (carry != overflow ? 1L << 62 : 0)
            | ((flags & AF) != 0 ? 8 : 0)
            | ((flags & SF) != 0 ? 1 : 0)
            | ((flags & PF) != 0 ? 0 : 0x100);
  }

  /** Replaces the status flags of {@code mask} by those of {@code flags}. */
  public static void setStatus(Cpu cpu, int flags, int mask) {
    setStatus(cpu, (status(cpu) & ~mask) | (flags & mask));
  }
}
