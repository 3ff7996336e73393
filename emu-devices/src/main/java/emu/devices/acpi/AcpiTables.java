package emu.devices.acpi;

import java.io.ByteArrayOutputStream;
import java.util.Map;

/** The ACPI tables as blocks of memory (ACPI 6.5, chapter 5). */
public final class AcpiTables {
  private static final int ALIGNMENT = 64;
  private static final int RSDP_LENGTH = 36;
  private static final int RSDP_LENGTH_1_0 = 20;

  // Names of the files that firmware loads.
  private static final String RSDP_FILE = "etc/acpi/rsdp";
  private static final String TABLES_FILE = "etc/acpi/tables";
  private static final String LOADER_FILE = "etc/table-loader";

  private final long base;
  private final ByteArrayOutputStream tables = new ByteArrayOutputStream();
  private final TableLoader loader = new TableLoader();
  private final byte[] rsdp;

  /** Tables that lie from {@code base} on, a multiple of 64, and an RSDP that lies elsewhere. */
  private AcpiTables(AcpiHardware hardware, long base) {
    this.base = base;
    loader.allocateBelow4GiB(TABLES_FILE, ALIGNMENT);
    loader.allocateBelow1MiB(RSDP_FILE, 16);
    long facs = add(facs());
    byte[] code = Dsdt.build(hardware);
    long dsdt =
        add(
            TableWriter.withHeader("DSDT", 2, TableWriter.HEADER + code.length)
                .block(TableWriter.HEADER, code)
                .finish());
    long fadt = add(Fadt.build(hardware, facs, dsdt));
    pointsTo(fadt, Fadt.LENGTH, Fadt.FACS, 4, Fadt.DSDT, 4, Fadt.X_DSDT, 8);
    long madt = add(Madt.build(hardware));
    int entry = TableWriter.HEADER;
    long rsdt = add(root("RSDT", 4, fadt, madt));
    pointsTo(rsdt, entry + 8, entry, 4, entry + 4, 4);
    long xsdt = add(root("XSDT", 8, fadt, madt));
    pointsTo(xsdt, entry + 16, entry, 8, entry + 8, 8);
    rsdp = rsdp(rsdt, xsdt);
    loader.addPointer(RSDP_FILE, 16, 4, TABLES_FILE);
    loader.addPointer(RSDP_FILE, 24, 8, TABLES_FILE);
    loader.addChecksum(RSDP_FILE, 8, 0, RSDP_LENGTH_1_0);
    loader.addChecksum(RSDP_FILE, 32, 0, RSDP_LENGTH);
  }

  /**
   * The block to be put at physical address {@code base}, a multiple of 64 below 4 GiB. The RSDP is
   * its first structure.
   */
  public static byte[] build(AcpiHardware hardware, long base) {
    AcpiTables made = new AcpiTables(hardware, base + ALIGNMENT);
    byte[] gap = new byte[ALIGNMENT - RSDP_LENGTH];
    return Aml.join(made.rsdp, gap, made.tables.toByteArray());
  }

  /**
   * The same as files for firmware that places the tables itself: content by name. One of them is a
   * script that says how ({@link TableLoader}).
   */
  public static Map<String, byte[]> files(AcpiHardware hardware) {
    AcpiTables made = new AcpiTables(hardware, 0);
    return Map.of(
        RSDP_FILE, made.rsdp,
        TABLES_FILE, made.tables.toByteArray(),
        LOADER_FILE, made.loader.script());
  }

  private long add(byte[] table) {
    tables.writeBytes(new byte[-tables.size() & (ALIGNMENT - 1)]);
    long address = base + tables.size();
    tables.writeBytes(table);
    return address;
  }

  /**
   * Tells the loader about the pointers in the table of {@code length} bytes at {@code address}:
   * pairs of an offset and a width in bytes.
   */
  private void pointsTo(long address, int length, int... offsetsAndWidths) {
    int start = (int) (address - base);
    for (int i = 0; i < offsetsAndWidths.length; i += 2) {
      loader.addPointer(
          TABLES_FILE, start + offsetsAndWidths[i], offsetsAndWidths[i + 1], TABLES_FILE);
    }
    loader.addChecksum(TABLES_FILE, start + TableWriter.CHECKSUM, start, length);
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
