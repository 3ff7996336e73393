package emu.devices.pci;

/**
 * The 82441FX host bridge of the i440FX (8086:1237).
 *
 * <p>Deviation: its registers for shadowing (PAM) and system-management RAM keep what is written
 * but steer nothing; memory from C0000h to FFFFFh is what the board put there.
 */
public final class HostBridge extends PciFunction {
  private static final int PMCCFG = 0x50;
  private static final int PAM0 = 0x59;
  private static final int DRB0 = 0x60;
  private static final int SMRAM = 0x72;

  /** Makes the bridge in its power-up state. */
  public HostBridge() {
    super(0x8086, 0x1237, 0x06_0000, 0x02);
    define(COMMAND, 2, 0x0006, 0x0100);
    define(STATUS, 2, 0x0280, 0);
    define(PMCCFG, 2, 0, 0xFFFF);
    for (int i = 0; i < 7; i++) {
      define(PAM0 + i, 1, 0, 0x33);
    }
    for (int i = 0; i < 8; i++) {
      define(DRB0 + i, 1, 1, 0xFF);
    }
    define(SMRAM, 1, 0x02, 0x7F);
  }
}
