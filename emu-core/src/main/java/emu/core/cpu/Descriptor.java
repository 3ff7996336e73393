package emu.core.cpu;

/**
 * A descriptor of the GDT, LDT or IDT: a segment, a system segment or a gate (SDM 3A 3.4.5, 5.8.3,
 * 6.11).
 *
 * @param address linear address of its first byte
 * @param low its first eight bytes; the upper half that system descriptors have in long mode is
 *     read where it is needed
 */
public record Descriptor(long address, long low) {
  /** Types of system segments and gates (SDM 3A, table 3-2). */
  static final int TSS_16 = 1;

  static final int LDT = 2;
  static final int TSS_16_BUSY = 3;
  static final int CALL_GATE_16 = 4;
  static final int TASK_GATE = 5;
  static final int INTERRUPT_GATE_16 = 6;
  static final int TRAP_GATE_16 = 7;
  static final int TSS_32 = 9;
  static final int TSS_32_BUSY = 11;
  static final int CALL_GATE_32 = 12;
  static final int INTERRUPT_GATE_32 = 14;
  static final int TRAP_GATE_32 = 15;

  /** Bits of {@link Segment#access}. */
  public int access() {
    return (int) (low >>> 40) & 0xF0FF;
  }

  /** The four type bits. */
  public int type() {
    return (int) (low >>> 40) & 0xF;
  }

  /** Whether all bits of {@code flag}, a combination of bits of {@link Segment#access}, are set. */
  public boolean is(int flag) {
    return (access() & flag) == flag;
  }

  /** Whether it is a system segment or gate of {@code type}. */
  public boolean isSystem(int type) {
    return !isCodeOrData() && type() == type;
  }

  /** Whether it describes a code or data segment. */
  public boolean isCodeOrData() {
    return is(Segment.CODE_OR_DATA);
  }

  /** Whether it describes a code segment. */
  public boolean isCode() {
    return is(Segment.CODE_OR_DATA | Segment.CODE);
  }

  /** Whether it describes a conforming code segment. */
  public boolean isConforming() {
    return is(Segment.CODE_OR_DATA | Segment.CODE | Segment.EXPAND_DOWN);
  }

  /** Whether it describes a data segment that may be written. */
  public boolean isWritableData() {
    return isCodeOrData() && !isCode() && is(Segment.WRITABLE);
  }

  /** Whether it describes a data segment or a code segment that may be read. */
  public boolean isReadable() {
    return isCodeOrData() && (!isCode() || is(Segment.WRITABLE));
  }

  /** Whether the segment or gate is present. */
  public boolean isPresent() {
    return is(Segment.PRESENT);
  }

  /** Whether L is set: 64-bit code, in long mode. */
  public boolean isLong() {
    return is(Segment.LONG);
  }

  /** Descriptor privilege level, 0 to 3. */
  public int dpl() {
    return (int) (low >>> 45) & 3;
  }

  /** Base address, 32 bits. */
  public long base() {
    return low >>> 16 & 0xFF_FFFF | low >>> 32 & 0xFF00_0000L;
  }

  /** Highest offset in bytes, granularity applied. */
  public long limit() {
    long limit = low & 0xFFFF | low >>> 32 & 0xF_0000;
    return is(Segment.GRANULARITY) ? limit << 12 | 0xFFF : limit;
  }

  /** Selector in a gate. */
  public int gateSelector() {
    return (int) (low >>> 16) & 0xFFFF;
  }

  /** Offset in a gate, 32 bits; of a 16-bit gate only the low 16 count. */
  public long gateOffset() {
    return low & 0xFFFF | (is16BitGate() ? 0 : low >>> 32 & 0xFFFF_0000L);
  }

  /** Parameter count of a call gate, 0 to 31. */
  public int gateParameters() {
    return (int) (low >>> 32) & 0x1F;
  }

  /** Entry of the interrupt stack table that a long-mode gate names, 0 to 7; 0 is none. */
  public int gateStack() {
    return (int) (low >>> 32) & 7;
  }

  private boolean is16BitGate() {
    return (type() & 8) == 0;
  }
}
