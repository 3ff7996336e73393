package emu.core.cpu;

/**
 * The state in which a loader hands the processor to a kernel.
 *
 * <p>In the modes with protection all segments are flat: base 0, limit 4 GiB, CPL 0; CS gets {@code
 * codeSelector} and a 64-bit or 32-bit code descriptor as {@code mode} says, DS, ES, SS, FS and GS
 * get {@code dataSelector} and a writable data descriptor. GDTR is loaded with {@code gdtBase} and
 * {@code gdtLimit}; descriptors that match the selectors stand there in guest memory. In real mode
 * the selectors are the segments' numbers, and what is said of tables has no meaning. Registers
 * that are not named are 0, but for the flags: 2, and {@code interrupts}.
 *
 * @param mode the operating mode at the entry
 * @param rip physical (and, by the identity mapping, linear) address of the first instruction; in
 *     {@link Mode#REAL_16} its offset in CS
 * @param rax RAX
 * @param rbx RBX
 * @param rcx RCX
 * @param rdx RDX
 * @param rsi RSI
 * @param rdi RDI
 * @param rsp RSP; 0 where the boot protocol promises no stack
 * @param cr3 physical address of the PML4 in {@link Mode#LONG_64}; 0 in {@link Mode#PROTECTED_32}
 * @param gdtBase physical address of the GDT
 * @param gdtLimit size of the GDT less one
 * @param codeSelector selector for CS
 * @param dataSelector selector for the other segments
 * @param interrupts whether maskable interrupts are on, in {@link Mode#REAL_16}; they are off else
 */
public record EntryState(
    Mode mode,
    long rip,
    long rax,
    long rbx,
    long rcx,
    long rdx,
    long rsi,
    long rdi,
    long rsp,
    long cr3,
    long gdtBase,
    int gdtLimit,
    int codeSelector,
    int dataSelector,
    boolean interrupts) {

  /** With interrupts off. */
  public EntryState(
      Mode mode,
      long rip,
      long rax,
      long rbx,
      long rcx,
      long rdx,
      long rsi,
      long rdi,
      long rsp,
      long cr3,
      long gdtBase,
      int gdtLimit,
      int codeSelector,
      int dataSelector) {
    this(
        mode,
        rip,
        rax,
        rbx,
        rcx,
        rdx,
        rsi,
        rdi,
        rsp,
        cr3,
        gdtBase,
        gdtLimit,
        codeSelector,
        dataSelector,
        false);
  }

  /** The operating mode at the entry. */
  public enum Mode {
    /** Real-address mode, behind a BIOS that serves: CR0.PE = 0. */
    REAL_16,

    /** 32-bit protected mode: CR0.PE = 1, CR0.PG = 0. */
    PROTECTED_32,

    /**
     * 64-bit mode: CR0.PE = CR0.PG = 1, CR4.PAE = 1, EFER.LME = EFER.LMA = 1, low memory
     * identity-mapped.
     */
    LONG_64
  }
}
