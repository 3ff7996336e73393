package emu.devices.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Formats of disk images that are not raw, by which bytes they begin with. */
enum ImageFormat {
  QCOW("qcow2", "QFI\u00FB"),
  VMDK("VMDK", "KDMV"),
  VDI("VDI", "<<< "),
  VHDX("VHDX", "vhdxfile"),
  VHD("VHD", "conectix"),
  QED("QED", "QED\0");

  /** Bytes of a file's start that tell its format. */
  static final int LONGEST_MAGIC = 8;

  final String title;
  private final String magic;

  ImageFormat(String title, String magic) {
    this.title = title;
    this.magic = magic;
  }

  /** The format of an image that begins with {@code start}, if it is one of these. */
  static Optional<ImageFormat> of(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(format -> text.startsWith(format.magic)).findFirst();
  }
}
