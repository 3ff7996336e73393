package emu.devices.iso;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.util.Locale;

/** A record of a directory, ECMA-119 9.1. */
record DirectoryRecord(Field bytes) {
  private static final int EXTENDED_ATTRIBUTES = 1;
  private static final int LOCATION = 2;
  private static final int DATA_LENGTH = 10;
  private static final int FLAGS = 25;
  private static final int FILE_UNIT = 26;
  private static final int NAME_LENGTH = 32;
  private static final int NAME = 33;

  private static final int FLAG_DIRECTORY = 0x02;
  private static final int FLAG_ASSOCIATED = 0x04;
  private static final int FLAG_MULTI_EXTENT = 0x80;

  boolean isDirectory() {
    return (bytes.u8(FLAGS) & FLAG_DIRECTORY) != 0;
  }

  /** Whether it is not the file itself but what another system keeps beside it. */
  boolean isAssociated() {
    return (bytes.u8(FLAGS) & FLAG_ASSOCIATED) != 0;
  }

  /** Whether the file goes on in the next record. */
  boolean continues() {
    return (bytes.u8(FLAGS) & FLAG_MULTI_EXTENT) != 0;
  }

  /** Whether the file lies in pieces between those of another. */
  boolean isInterleaved() {
    return bytes.u8(FILE_UNIT) != 0;
  }

  /** Whether it stands for the directory itself or the one above. */
  boolean isDotOrDotDot() {
    return bytes.u8(NAME_LENGTH) == 1 && bytes.u8(NAME) <= 1;
  }

  Extent extent(int blockSize, ImageBytes image) throws IsoException {
    long location = bytes.both32(LOCATION);
    long length = bytes.both32(DATA_LENGTH);
    if (location < 0 || length < 0) {
      throw image.damaged("a directory gives a place in two byte orders that differ");
    }
    return new Extent((location + bytes.u8(EXTENDED_ATTRIBUTES)) * blockSize, length);
  }

  /** Where its system use area starts: behind the name, on an even offset (ECMA-119 9.1.12). */
  int systemUse() {
    int end = NAME + bytes.u8(NAME_LENGTH);
    return end + (end & 1);
  }

  /** Its name in UCS-2. */
  String jolietName() {
    return withoutVersion(name().text(UTF_16BE));
  }

  /** Its name without the version, in small letters as other readers show it. */
  String plainName() {
    String name = withoutVersion(name().text(ISO_8859_1)).toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private Field name() {
    return bytes.part(NAME, bytes.u8(NAME_LENGTH));
  }

  private static String withoutVersion(String name) {
    int semicolon = name.lastIndexOf(';');
    return semicolon > 0 ? name.substring(0, semicolon) : name;
  }
}
