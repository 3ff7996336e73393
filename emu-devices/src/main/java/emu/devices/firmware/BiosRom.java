package emu.devices.firmware;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The ROM at F0000h: what {@code bios.asm} assembles to, with fonts and tables. */
final class BiosRom {
  /** Its segment. */
  static final int SEGMENT = 0xF000;

  /** Its physical address. */
  static final long START = 0xF_0000;

  /** Bytes in it. */
  static final int SIZE = 0x1_0000;

  private static final Assembly CODE = Assembler.assemble(source());

  private BiosRom() {}

  private static String source() {
    try (InputStream in = BiosRom.class.getResourceAsStream("bios.asm")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy of its bytes. */
  static byte[] image() {
    return CODE.code();
  }

  /** Offset of {@code label} in the segment. */
  static int offset(String label) {
    return (int) CODE.symbol(label);
  }

  /** {@code label} as a far pointer: segment in the upper half. */
  static int pointer(String label) {
    return SEGMENT << 16 | offset(label);
  }
}
