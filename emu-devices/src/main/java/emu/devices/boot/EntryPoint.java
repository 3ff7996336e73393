package emu.devices.boot;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;

/**
 * The state of the processor at a kernel's entry while it is made: all registers are 0 at first.
 */
public final class EntryPoint {
  private final Mode mode;
  private final long address;
  private long rax;
  private long rbx;
  private long rsi;
  private long rdi;
  private long rsp;

  /** Entry in {@code mode}, with flat segments, at the physical {@code address}. */
  public EntryPoint(Mode mode, long address) {
    this.mode = mode;
    this.address = address;
  }

  /** With {@code value} in RAX. */
  public EntryPoint rax(long value) {
    rax = value;
    return this;
  }

  /** With {@code value} in RBX. */
  public EntryPoint rbx(long value) {
    rbx = value;
    return this;
  }

  /** With {@code value} in RSI. */
  public EntryPoint rsi(long value) {
    rsi = value;
    return this;
  }

  /** With {@code value} in RDI. */
  public EntryPoint rdi(long value) {
    rdi = value;
    return this;
  }

  /** With {@code value} in RSP. */
  public EntryPoint rsp(long value) {
    rsp = value;
    return this;
  }

  /** Writes what the mode needs, a GDT and page tables; the last that is put into memory. */
  public EntryState enter(GuestLayout layout) throws BootException {
    boolean wide = mode == Mode.LONG_64;
    long cr3 = wide ? CpuTables.writeIdentityMap(layout) : 0;
    long gdt = CpuTables.writeGdt(layout, wide);
    return new EntryState(
        mode,
        address,
        rax,
        rbx,
        0,
        0,
        rsi,
        rdi,
        rsp,
        cr3,
        gdt,
        CpuTables.GDT_LIMIT,
        CpuTables.CODE_SELECTOR,
        CpuTables.DATA_SELECTOR);
  }
}
