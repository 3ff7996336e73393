package emu.devices.iso;

/**
 * A volume, as its descriptor tells (ECMA-119 8.4).
 *
 * @param label the volume identifier
 * @param system the system identifier
 * @param publisher the publisher
 * @param application what wrote it
 * @param blockSize bytes in a logical block: 512, 1,024 or 2,048
 * @param blocks logical blocks in the volume
 * @param names how files are named
 */
public record Volume(
    String label,
    String system,
    String publisher,
    String application,
    int blockSize,
    long blocks,
    Names names) {

  /** Where the names of files come from. */
  public enum Names {
    /** ISO 9660 itself: short names in capitals, shown in small letters. */
    PLAIN("ISO 9660"),
    /** A second tree of directories with names in UCS-2. */
    JOLIET("Joliet"),
    /** POSIX names beside the short ones. */
    ROCK_RIDGE("Rock Ridge");

    private final String title;

    Names(String title) {
      this.title = title;
    }

    /** Its usual name. */
    public String title() {
      return title;
    }
  }

  /** Bytes in the volume. */
  public long size() {
    return blocks * blockSize;
  }
}
