package emu.devices.iso.write;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.nio.charset.Charset;

/** Makes volume descriptors, ECMA-119 8 and El Torito 1.0, figure 7. */
final class Descriptor {
  private static final String DATE = "2026010100000000";
  private static final String NO_DATE = "0000000000000000";

  private Descriptor() {}

  /**
   * A primary or supplementary one.
   *
   * @param tables sectors of the path tables in both byte orders
   * @param tableSize bytes in each
   */
  static byte[] volume(
      boolean joliet, String label, long blocks, int tableSize, long[] tables, byte[] rootRecord) {
    Charset charset = joliet ? UTF_16BE : ISO_8859_1;
    Bytes bytes = header(joliet ? 2 : 1);
    bytes.u8(0).padded("", 32, charset).padded(label, 32, charset).zeros(8).both32(blocks);
    bytes.ascii(joliet ? "%/E" : "").fillTo(120);
    bytes.both16(1).both16(1).both16(IsoWriter.SECTOR).both32(tableSize);
    bytes.little32(tables[0]).little32(0).big32(tables[1]).big32(0).add(rootRecord);
    bytes.padded("", 128, charset).padded("", 128, charset).padded("", 128, charset);
    bytes.padded("emu", 128, charset);
    // Three names of files.
    bytes.padded("", 37, charset).padded("", 37, charset).padded("", 37, charset);
    for (String date : new String[] {DATE, DATE, NO_DATE, NO_DATE}) {
      bytes.ascii(date).u8(0);
    }
    return bytes.u8(1).fillSector().toByteArray();
  }

  static byte[] bootRecord(long catalog) {
    Bytes bytes = header(0).ascii("EL TORITO SPECIFICATION").fillTo(0x47).little32(catalog);
    return bytes.fillSector().toByteArray();
  }

  static byte[] terminator() {
    return header(255).fillSector().toByteArray();
  }

  private static Bytes header(int type) {
    return new Bytes().u8(type).ascii("CD001").u8(1);
  }
}
