package emu.devices.iso;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/**
 * The boot catalog of an image. El Torito Bootable CD-ROM Format Specification 1.0, section 2.
 *
 * @param vendor who made it, as the validation entry says
 * @param entries what can be booted, the default one first
 */
public record BootCatalog(String vendor, List<BootEntry> entries) {
  private static final int ENTRY = 32;
  private static final int MOST_ENTRIES = 64;

  private static final int VALIDATION = 1;
  private static final int BOOTABLE = 0x88;
  private static final int SECTION_HEADER = 0x90;
  private static final int LAST_SECTION_HEADER = 0x91;
  private static final int EXTENSION = 0x44;

  /** Copies the list. */
  public BootCatalog {
    entries = List.copyOf(entries);
  }

  static BootCatalog read(ImageBytes image, long position) throws IsoException {
    int room = (int) Math.min(MOST_ENTRIES * ENTRY, Math.max(0, image.size() - position));
    Field bytes = image.read(position, Math.max(room, 2 * ENTRY), "its boot catalog");
    Field validation = bytes.part(0, ENTRY);
    check(validation, image);
    List<BootEntry> entries = new ArrayList<>();
    entries.add(entry(bytes.part(ENTRY, ENTRY), validation.u8(1)));
    int platform = 0;
    int left = 0;
    boolean last = false;
    for (int at = 2 * ENTRY; at < bytes.length() && (left > 0 || !last); at += ENTRY) {
      Field field = bytes.part(at, ENTRY);
      int header = field.u8(0);
      if (left > 0 && header != EXTENSION) {
        entries.add(entry(field, platform));
        left--;
      } else if (header == SECTION_HEADER || header == LAST_SECTION_HEADER) {
        platform = field.u8(1);
        left = field.u16(2);
        last = header == LAST_SECTION_HEADER;
      } else if (header != EXTENSION) {
        break;
      }
    }
    return new BootCatalog(Printable.of(text(validation.part(4, 24))), entries);
  }

  private static void check(Field validation, ImageBytes image) throws IsoException {
    int sum = 0;
    for (int at = 0; at < ENTRY; at += 2) {
      sum += validation.u16(at);
    }
    if (validation.u8(0) != VALIDATION || validation.u16(30) != 0xAA55 || (sum & 0xFFFF) != 0) {
      throw image.damaged("the checksum of its boot catalog is wrong");
    }
  }

  private static BootEntry entry(Field field, int platform) {
    return new BootEntry(
        platform,
        field.u8(0) == BOOTABLE,
        field.u8(1) & 0xF,
        field.u16(2),
        field.u16(6),
        field.u32(8) * ImageBytes.SECTOR);
  }

  private static String text(Field field) {
    String text = field.text(ISO_8859_1);
    int end = text.indexOf('\0');
    return (end < 0 ? text : text.substring(0, end)).strip();
  }
}
