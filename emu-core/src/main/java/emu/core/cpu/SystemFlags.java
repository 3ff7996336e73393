package emu.core.cpu;

/** Writes of RFLAGS, with what follows from them. */
public final class SystemFlags {
  /** All flags that can be written. */
  public static final int WRITABLE =
      Flags.STATUS
          | Flags.TF
          | Flags.IF
          | Flags.DF
          | Flags.IOPL
          | Flags.NT
          | Flags.RF
          | Flags.VM
          | Flags.AC
          | Flags.VIF
          | Flags.VIP
          | Flags.ID;

  private static final int SYSTEM = WRITABLE & ~Flags.STATUS;

  private SystemFlags() {}

  /** Replaces the flags of {@code mask} by those of {@code flags}. */
  public static void write(Cpu cpu, int flags, int mask) {
    if ((mask & Flags.STATUS) != 0) {
      Flags.setStatus(cpu, flags, mask & Flags.STATUS);
    }
    int old = cpu.systemFlags;
    int system = mask & SYSTEM;
    cpu.systemFlags = old & ~system | flags & system;
    follow(cpu, old ^ cpu.systemFlags);
  }

  /** Clears the flags of {@code mask}. */
  public static void clear(Cpu cpu, int mask) {
    write(cpu, 0, mask);
  }

  private static void follow(Cpu cpu, int changed) {
    if ((changed & (Flags.VM | Flags.AC)) != 0) {
      cpu.modeChanged();
    }
    boolean opened = (changed & Flags.IF) != 0 && cpu.interruptsEnabled() && cpu.intr();
    if (opened || (changed & Flags.TF) != 0) {
      cpu.requestAttention();
    }
  }
}
