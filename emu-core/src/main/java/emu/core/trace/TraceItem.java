package emu.core.trace;

/** What a log may tell of, by the words of QEMU's {@code -d}. */
public enum TraceItem {
  /** Blocks of instructions as they are decoded. */
  IN_ASM("in_asm", "each block of instructions when it is decoded, disassembled"),
  /** Deliveries of interrupts. */
  INT("int", "interrupts and exceptions, with the registers before them"),
  /** Blocks of instructions as they run. */
  EXEC("exec", "each block of instructions when it runs"),
  /** Registers with {@link #EXEC}, or without. */
  CPU("cpu", "the registers before each block of instructions"),
  /** Address translation. */
  MMU("mmu", "page walks that fill the TLB, page faults, loads of CR3, INVLPG"),
  /** Far transfers. */
  PCALL("pcall", "far jumps, calls and returns, IRET, system calls, task switches, modes"),
  /** Device registers. */
  IOPORT("ioport", "accesses to ports and to registers of devices in memory"),
  /** Asks for what is always so. */
  NOCHAIN("nochain", "nothing: blocks are always told one by one");

  private final String word;
  private final String meaning;

  TraceItem(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /** The word on the command line. */
  public String word() {
    return word;
  }

  /** What is logged, in a few words. */
  public String meaning() {
    return meaning;
  }
}
