package emu.devices.acpi;

/** The multiple APIC description table: one processor and one I/O APIC (ACPI 6.5, 5.2.12). */
final class Madt {
  private static final int PCAT_COMPAT = 1;
  private static final int ENABLED = 1;
  private static final int CONFORMS = 0;
  private static final int LEVEL_ACTIVE_HIGH = 0x0D;
  private static final int ALL_PROCESSORS = 0xFF;
  private static final int LINT1 = 1;

  private Madt() {}

  static byte[] build(AcpiHardware hardware) {
    byte[] body =
        Aml.join(
            Aml.little(hardware.localApic(), 4),
            Aml.little(PCAT_COMPAT, 4),
            Aml.bytes(0, 8, 0, 0), // local APIC: processor 0 has ID 0
            Aml.little(ENABLED, 4),
            Aml.bytes(1, 12, 0, 0), // I/O APIC with ID 0
            Aml.little(hardware.ioApic(), 4),
            Aml.little(0, 4),
            override(0, 2, CONFORMS),
            override(hardware.sciIrq(), hardware.sciIrq(), LEVEL_ACTIVE_HIGH),
            Aml.bytes(4, 6, ALL_PROCESSORS),
            Aml.little(CONFORMS, 2),
            Aml.bytes(LINT1));
    return TableWriter.withHeader("APIC", 3, TableWriter.HEADER + body.length)
        .block(TableWriter.HEADER, body)
        .finish();
  }

  /** Interrupt source override. */
  private static byte[] override(int irq, int interrupt, int flags) {
    return Aml.join(Aml.bytes(2, 10, 0, irq), Aml.little(interrupt, 4), Aml.little(flags, 2));
  }
}
