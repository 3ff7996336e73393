package emu.devices.acpi;

/**
 * The fixed ACPI description table, revision 4 (ACPI 6.5, 5.2.9, as far as the table of ACPI 3.0
 * goes).
 */
final class Fadt {
  private static final int REVISION = 4;
  static final int LENGTH = 244;

  // Pointers to other tables, of 4, 4 and 8 bytes.
  static final int FACS = 36;
  static final int DSDT = 40;
  static final int X_DSDT = 140;

  private static final int PROFILE_DESKTOP = 1;
  private static final int LATENCY_UNSUPPORTED = 0xFFF;
  private static final int CMOS_CENTURY = 0x32;

  private static final int BOOT_LEGACY_DEVICES = 1;
  private static final int BOOT_8042 = 1 << 1;
  private static final int BOOT_NO_VGA = 1 << 2;

  private static final int FLAG_WBINVD = 1;
  private static final int FLAG_C1 = 1 << 2;
  private static final int FLAG_NO_SLEEP_BUTTON = 1 << 5;
  private static final int FLAG_NO_RTC_WAKE = 1 << 6;
  private static final int FLAG_RESET_REGISTER = 1 << 10;

  private Fadt() {}

  static byte[] build(AcpiHardware hardware, long facs, long dsdt) {
    int boot = BOOT_LEGACY_DEVICES | BOOT_8042 | (hardware.hasVga() ? 0 : BOOT_NO_VGA);
    int flags =
        FLAG_WBINVD | FLAG_C1 | FLAG_NO_SLEEP_BUTTON | FLAG_NO_RTC_WAKE | FLAG_RESET_REGISTER;
    return TableWriter.withHeader("FACP", REVISION, LENGTH)
        .dword(FACS, facs)
        .dword(DSDT, dsdt)
        .put(45, PROFILE_DESKTOP)
        .word(46, hardware.sciIrq())
        .dword(48, hardware.smiCommand())
        .put(52, hardware.acpiEnable())
        .put(53, hardware.acpiDisable())
        .dword(56, hardware.pmEvent())
        .dword(64, hardware.pmControl())
        .dword(76, hardware.pmTimer())
        .dword(80, hardware.gpe0())
        .put(88, 4)
        .put(89, 2)
        .put(91, 4)
        .put(92, 4)
        .word(96, LATENCY_UNSUPPORTED)
        .word(98, LATENCY_UNSUPPORTED)
        .put(108, CMOS_CENTURY)
        .word(109, boot)
        .dword(112, flags)
        .ports(116, hardware.resetPort(), 1)
        .put(128, hardware.resetValue())
        .qword(X_DSDT, dsdt)
        .ports(148, hardware.pmEvent(), 4)
        .ports(172, hardware.pmControl(), 2)
        .ports(208, hardware.pmTimer(), 4)
        .ports(220, hardware.gpe0(), 4)
        .finish();
  }
}
