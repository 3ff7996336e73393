package emu.devices.acpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.devices.acpi.AcpiHardware.SerialPort;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tables by ACPI 6.5, chapter 5, and byte code by chapter 20. */
class AcpiTablesTest {
  private static final int BASE = 0xE_0000;
  private static final AcpiHardware HARDWARE =
      new AcpiHardware(
          0x600,
          0x604,
          0x608,
          0x60C,
          0,
          9,
          0xB2,
          0xF1,
          0xF0,
          0xCF9,
          6,
          0xFEE0_0000L,
          0xFEC0_0000L,
          0xC000_0000L,
          0xFEC0_0000L,
          false,
          List.of(new SerialPort(0x3F8, 4), new SerialPort(0x2F8, 3)));

  private final byte[] block = AcpiTables.build(HARDWARE, BASE);
  private final ByteBuffer view = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);

  private int sum(int from, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += block[from + i];
    }
    return sum & 0xFF;
  }

  private String signature(int at) {
    return new String(block, at, 4, StandardCharsets.US_ASCII);
  }

  private void checkTable(String signature, int at) {
    assertEquals(signature, signature(at));
    int length = view.getInt(at + 4);
    assertTrue(length >= 36 && at + length <= block.length);
    assertEquals(0, sum(at, length), signature);
  }

  @Test
  void rootPointerHasBothChecksums() {
    assertEquals("RSD PTR ", new String(block, 0, 8, StandardCharsets.US_ASCII));
    assertEquals(0, sum(0, 20));
    assertEquals(0, sum(0, 36));
    assertEquals(2, block[15]);
  }

  @Test
  void bothRootTablesLeadToTheSameSoundTables() {
    int rsdt = view.getInt(16) - BASE;
    int xsdt = (int) view.getLong(24) - BASE;
    checkTable("RSDT", rsdt);
    checkTable("XSDT", xsdt);
    assertEquals(44, view.getInt(rsdt + 4));
    assertEquals(52, view.getInt(xsdt + 4));
    for (int i = 0; i < 2; i++) {
      int table = view.getInt(rsdt + 36 + 4 * i) - BASE;
      assertEquals(table, (int) view.getLong(xsdt + 36 + 8 * i) - BASE);
      checkTable(i == 0 ? "FACP" : "APIC", table);
    }
  }

  /** Does what firmware does with the script; the result must be what is built for the address. */
  @Test
  void scriptPutsTheFilesWhereFirmwareLikes() {
    Map<String, byte[]> files = AcpiTables.files(HARDWARE);
    byte[] tables = files.get("etc/acpi/tables");
    byte[] rsdp = files.get("etc/acpi/rsdp");
    ByteBuffer script =
        ByteBuffer.wrap(files.get("etc/table-loader")).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < script.capacity(); at += 128) {
      int command = script.getInt(at);
      byte[] target = script.get(at + 4 + 9) == 'r' ? rsdp : tables;
      if (command == 2) {
        int offset = script.getInt(at + 116);
        long value = 0;
        int width = script.get(at + 120);
        for (int i = 0; i < width; i++) {
          value |= (target[offset + i] & 0xFFL) << 8 * i;
        }
        System.arraycopy(Aml.little(value + BASE + 64, width), 0, target, offset, width);
      } else if (command == 3) {
        int sum = 0;
        for (int i = 0; i < script.getInt(at + 68); i++) {
          sum += target[script.getInt(at + 64) + i];
        }
        target[script.getInt(at + 60)] -= (byte) sum;
      }
    }
    assertArrayEquals(block, Aml.join(rsdp, new byte[28], tables));
  }

  @Test
  void fixedTableLeadsToDsdtAndFacs() {
    int fadt = view.getInt(view.getInt(16) - BASE + 36) - BASE;
    assertEquals(244, view.getInt(fadt + 4));
    int facs = view.getInt(fadt + 36) - BASE;
    assertEquals("FACS", signature(facs));
    assertEquals(0, facs & 63);
    int dsdt = view.getInt(fadt + 40) - BASE;
    assertEquals(dsdt, (int) view.getLong(fadt + 140) - BASE);
    checkTable("DSDT", dsdt);
    assertEquals(0x608, view.getInt(fadt + 76));
    assertEquals(0xCF9, (int) view.getLong(fadt + 120));
    assertEquals(6, block[fadt + 128]);
  }

  @Test
  void apicEntriesFillTheirTable() {
    int madt = view.getInt(view.getInt(16) - BASE + 40) - BASE;
    int at = madt + 44;
    int end = madt + view.getInt(madt + 4);
    StringBuilder types = new StringBuilder();
    while (at < end) {
      types.append(block[at]);
      at += block[at + 1];
    }
    assertEquals(end, at);
    assertEquals("01224", types.toString());
  }

  @Test
  void packageLengthsTakeOneToThreeBytes() {
    assertArrayEquals(Aml.bytes(0x11, 0x05, 0x0A, 2, 7, 8), Aml.buffer(Aml.bytes(7, 8)));
    byte[] medium = Aml.buffer(new byte[100]);
    assertEquals(0x40 | (medium.length - 1 & 0xF), medium[1]);
    assertEquals(medium.length - 1 >> 4, medium[2]);
    byte[] large = Aml.buffer(new byte[5000]);
    assertEquals(
        large.length - 1, (large[1] & 0xF) | (large[2] & 0xFF) << 4 | (large[3] & 0xFF) << 12);
  }

  @Test
  void namesAndNumbersAreCodedAsInTheBook() {
    assertArrayEquals(Aml.bytes('\\', '_', 'S', 'B', '_'), Aml.path("\\_SB"));
    assertArrayEquals(Aml.bytes(0x2E, 'A', '_', '_', '_', 'B', 'C', '_', '_'), Aml.path("A.BC"));
    assertArrayEquals(Aml.bytes(0x0C, 0x41, 0xD0, 0x0A, 0x03), Aml.eisaId("PNP0A03"));
    assertArrayEquals(Aml.bytes(0x0B, 0x34, 0x12), Aml.integer(0x1234));
    assertArrayEquals(Aml.bytes(1), Aml.integer(1));
  }
}
