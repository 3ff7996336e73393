package emu.devices.pci;

/**
 * The 82441FX host bridge of the i440FX (8086:1237), with the subsystem of QEMU's machines
 * (1AF4:1100), by which firmware made for them knows the board.
 *
 * <p>Its registers PAM0 to PAM6 say whether RAM answers from C0000h to FFFFFh (82441FX datasheet
 * 3.2.18): bit 0 of each half for reads, bit 1 for writes; what it does not answer goes to the bus,
 * where option ROMs and the BIOS are.
 *
 * <p>Deviation: the register for system-management RAM keeps what is written but steers nothing:
 * there is no system-management mode.
 */
public final class HostBridge extends PciFunction {
  private static final int PMCCFG = 0x50;
  private static final int PAM0 = 0x59;
  private static final int PAMS = 7;
  private static final int DRB0 = 0x60;
  private static final int SMRAM = 0x72;

  private static final int READ_ENABLE = 1;
  private static final int WRITE_ENABLE = 2;

  private static final long FIRST_SEGMENT = 0xC_0000;
  private static final int SEGMENT = 16 << 10;
  private static final long BIOS_SEGMENT = 0xF_0000;
  private static final int BIOS_LENGTH = 64 << 10;

  private final Shadowing shadowing;

  /** Told where RAM answers, and where the bus does. */
  @FunctionalInterface
  public interface Shadowing {

    /** From {@code start} on RAM takes {@code length} bytes of reads, of writes, or neither. */
    void set(long start, long length, boolean reads, boolean writes);
  }

  /** Makes the bridge in its power-up state, in which RAM answers nowhere from C0000h to FFFFFh. */
  public HostBridge(Shadowing shadowing) {
    super(0x8086, 0x1237, 0x06_0000, 0x02);
    this.shadowing = shadowing;
    define(COMMAND, 2, 0x0006, 0x0100);
    define(STATUS, 2, 0x0280, 0);
    define(SUBSYSTEM_VENDOR, 4, 0x1100_1AF4, 0);
    define(PMCCFG, 2, 0, 0xFFFF);
    for (int i = 0; i < PAMS; i++) {
      define(PAM0 + i, 1, 0, 0x33);
    }
    for (int i = 0; i < 8; i++) {
      define(DRB0 + i, 1, 1, 0xFF);
    }
    define(SMRAM, 1, 0x02, 0x7F);
  }

  @Override
  public void reset() {
    super.reset();
    steer();
  }

  @Override
  protected void configWritten(int offset, int size) {
    if (offset < PAM0 + PAMS && offset + size > PAM0) {
      steer();
    }
  }

  /** The upper half of PAM0 is for the BIOS; the other registers have two segments each. */
  private void steer() {
    set(BIOS_SEGMENT, BIOS_LENGTH, readConfig(PAM0, 1) >> 4);
    for (int i = 0; i < 2 * (PAMS - 1); i++) {
      int attributes = readConfig(PAM0 + 1 + i / 2, 1) >> 4 * (i & 1);
      set(FIRST_SEGMENT + (long) i * SEGMENT, SEGMENT, attributes);
    }
  }

  private void set(long start, int length, int attributes) {
    shadowing.set(start, length, (attributes & READ_ENABLE) != 0, (attributes & WRITE_ENABLE) != 0);
  }
}
