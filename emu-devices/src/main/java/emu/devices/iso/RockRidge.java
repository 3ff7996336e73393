package emu.devices.iso;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * What Rock Ridge says about one file: the entries in the system use area of its record. SUSP 1.12
 * (IEEE P1281) and RRIP 1.12 (IEEE P1282).
 */
final class RockRidge {
  private static final int HEADER = 4;
  private static final int LEAST_ENTRY = HEADER;

  /** Many more than a file has; bounds what a chain that bites its tail costs. */
  private static final int MOST_CONTINUATIONS = 32;

  private static final int MOST_TEXT = 4096;

  // Flags of NM and of the components of SL.
  private static final int CONTINUE = 1;
  private static final int CURRENT = 2;
  private static final int PARENT = 4;
  private static final int ROOT = 8;

  private final ImageBytes image;
  private final int blockSize;
  private final ByteArrayOutputStream name = new ByteArrayOutputStream();
  private final ByteArrayOutputStream target = new ByteArrayOutputStream();
  private boolean targetGoesOn;
  private boolean link;
  private boolean relocated;
  private boolean compressed;
  private long childBlock = -1;

  private RockRidge(ImageBytes image, int blockSize) {
    this.image = image;
    this.blockSize = blockSize;
  }

  /**
   * Bytes to skip at the start of each system use area, if the area of the root's own record says
   * that there is SUSP at all (SUSP 5.3, SP).
   */
  static Optional<Integer> skipOf(DirectoryRecord root) {
    Field bytes = root.bytes();
    Field sp = bytes.part(root.systemUse(), bytes.length());
    boolean present = sp.startsWith("SP") && sp.u8(2) >= 7 && sp.u16(4) == 0xEFBE;
    return present ? Optional.of(sp.u8(6)) : Optional.empty();
  }

  /**
   * Reads the entries of {@code record}.
   *
   * @param skip bytes before the first
   */
  static RockRidge of(DirectoryRecord record, int skip, int blockSize, ImageBytes image)
      throws IsoException {
    RockRidge found = new RockRidge(image, blockSize);
    Field bytes = record.bytes();
    Field area = bytes.part(record.systemUse() + skip, bytes.length());
    int continuations = 0;
    while (area.length() > 0) {
      area = found.read(area);
      if (++continuations > MOST_CONTINUATIONS) {
        throw image.damaged("the Rock Ridge entries of a file go on without end");
      }
    }
    return found;
  }

  /** Reads the entries of {@code area}; where they go on, empty if nowhere. */
  private Field read(Field area) throws IsoException {
    Field next = area.part(0, 0);
    int at = 0;
    while (at + LEAST_ENTRY <= area.length()) {
      int length = area.u8(at + 2);
      if (length < LEAST_ENTRY || at + length > area.length()) {
        // Padding, or damage that leaves the name as ISO 9660 has it.
        break;
      }
      Field entry = area.part(at, length);
      switch (entry.u8(0) << 8 | entry.u8(1)) {
        case 'N' << 8 | 'M' -> nameEntry(entry);
        case 'S' << 8 | 'L' -> linkEntry(entry);
        case 'C' << 8 | 'E' -> next = continuation(entry);
        case 'C' << 8 | 'L' -> childBlock = entry.both32(HEADER);
        case 'R' << 8 | 'E' -> relocated = true;
        case 'Z' << 8 | 'F' -> compressed = true;
        case 'S' << 8 | 'T' -> {
          return next;
        }
        default -> {}
      }
      at += length;
    }
    return next;
  }

  private Field continuation(Field entry) throws IsoException {
    long block = entry.both32(4);
    long offset = entry.both32(12);
    long length = entry.both32(20);
    if (block < 0 || offset < 0 || length < 0 || offset + length > ImageBytes.SECTOR) {
      throw image.damaged("the Rock Ridge entries of a file go on where there can be none");
    }
    return image.read(block * blockSize + offset, (int) length, "its Rock Ridge names");
  }

  private void nameEntry(Field entry) {
    if ((entry.u8(HEADER) & (CURRENT | PARENT)) == 0) {
      append(name, entry.part(HEADER + 1, entry.length()));
    }
  }

  private void linkEntry(Field entry) {
    link = true;
    int at = HEADER + 1;
    while (at + 2 <= entry.length()) {
      int flags = entry.u8(at);
      Field text = entry.part(at + 2, entry.u8(at + 1));
      if (!targetGoesOn && target.size() > 0 && !targetEndsWithSlash()) {
        target.write('/');
      }
      if ((flags & ROOT) != 0) {
        target.reset();
        target.write('/');
      } else if ((flags & (CURRENT | PARENT)) != 0) {
        target.writeBytes(((flags & PARENT) != 0 ? ".." : ".").getBytes(UTF_8));
      } else {
        append(target, text);
      }
      targetGoesOn = (flags & CONTINUE) != 0;
      at += 2 + text.length();
    }
  }

  private boolean targetEndsWithSlash() {
    byte[] bytes = target.toByteArray();
    return bytes[bytes.length - 1] == '/';
  }

  private static void append(ByteArrayOutputStream text, Field more) {
    if (text.size() + more.length() <= MOST_TEXT) {
      text.writeBytes(more.toByteArray());
    }
  }

  /** The file's name, if it has one here. */
  Optional<String> name() {
    return name.size() == 0 ? Optional.empty() : Optional.of(name.toString(UTF_8));
  }

  /** Where it leads, if it is a symbolic link. */
  Optional<String> target() {
    return link ? Optional.of(target.toString(UTF_8)) : Optional.empty();
  }

  /** Whether the directory has its place elsewhere, where a {@link #childBlock} leads here. */
  boolean isRelocated() {
    return relocated;
  }

  /** Whether its contents are compressed (zisofs). */
  boolean isCompressed() {
    return compressed;
  }

  /** The block of the directory that this file stands for, or -1. */
  long childBlock() {
    return childBlock;
  }
}
