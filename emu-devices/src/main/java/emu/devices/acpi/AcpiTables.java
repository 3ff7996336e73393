package emu.devices.acpi;

import java.io.ByteArrayOutputStream;

/** The ACPI tables as one block of memory (ACPI 6.5, chapter 5). */
public final class AcpiTables {
  private static final int ALIGNMENT = 64;
  private static final int RSDP_LENGTH = 36;
  private static final int RSDP_LENGTH_1_0 = 20;

  private final AcpiHardware hardware;
  private final long base;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private AcpiTables(AcpiHardware hardware, long base) {
    this.hardware = hardware;
    this.base = base;
  }

  /**
   * The block to be put at physical address {@code base}, a multiple of 64 below 4 GiB. The RSDP is
   * its first structure.
   */
  public static byte[] build(AcpiHardware hardware, long base) {
    return new AcpiTables(hardware, base).build();
  }

  private byte[] build() {
    // The RSDP comes first, but is written last: it names the tables behind it.
    out.writeBytes(new byte[RSDP_LENGTH]);
    long facs = add(facs());
    byte[] code = Dsdt.build(hardware);
    TableWriter dsdt = TableWriter.withHeader("DSDT", 2, TableWriter.HEADER + code.length);
    long fadt = add(Fadt.build(hardware, facs, add(dsdt.block(TableWriter.HEADER, code).finish())));
    long madt = add(Madt.build(hardware));
    long rsdt = add(root("RSDT", 4, fadt, madt));
    long xsdt = add(root("XSDT", 8, fadt, madt));
    byte[] block = out.toByteArray();
    System.arraycopy(rsdp(rsdt, xsdt), 0, block, 0, RSDP_LENGTH);
    return block;
  }

  private long add(byte[] table) {
    out.writeBytes(new byte[-out.size() & (ALIGNMENT - 1)]);
    long address = base + out.size();
    out.writeBytes(table);
    return address;
  }

  /** 5.2.10: no checksum. */
  private static byte[] facs() {
    return new TableWriter(64).text(0, "FACS").dword(4, 64).put(32, 1).toBytes();
  }

  /** 5.2.7 and 5.2.8: pointers of {@code width} bytes to the other tables. */
  private static byte[] root(String signature, int width, long... tables) {
    int length = TableWriter.HEADER + width * tables.length;
    TableWriter table = TableWriter.withHeader(signature, 1, length);
    for (int i = 0; i < tables.length; i++) {
      table.block(TableWriter.HEADER + i * width, Aml.little(tables[i], width));
    }
    return table.finish();
  }

  /** 5.2.5.3. */
  private static byte[] rsdp(long rsdt, long xsdt) {
    return new TableWriter(RSDP_LENGTH)
        .text(0, "RSD PTR ")
        .text(9, "EMU   ")
        .put(15, 2)
        .dword(16, rsdt)
        .dword(20, RSDP_LENGTH)
        .qword(24, xsdt)
        .checksum(8, RSDP_LENGTH_1_0)
        .checksum(32, RSDP_LENGTH)
        .toBytes();
  }
}
