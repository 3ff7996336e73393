package emu.cli.option;

import emu.devices.storage.Drive;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/**
 * A drive and the image in it, as an option names them.
 *
 * @param kind what drive it is
 * @param index its place: on IDE 0 and 1 are primary master and slave, 2 and 3 secondary; a floppy
 *     drive is 0 or 1; {@link #NEXT} is the first that is free
 * @param file the image; null for an empty drive
 * @param readOnly whether writing is refused
 * @param snapshot whether what is written is forgotten at the end
 * @param option how the user gave it, for complaints
 */
public record DriveImage(
    Drive.Kind kind, int index, Path file, boolean readOnly, boolean snapshot, String option) {
  /** The first place that is free. */
  public static final int NEXT = -1;

  /** Places on IDE. */
  public static final int IDE_DRIVES = 4;

  /** Places for floppy drives. */
  public static final int FLOPPY_DRIVES = 2;

  private static final String KNOWN =
      "file, if, index, media, format, readonly, snapshot, as in file=disk.img,format=raw";

  /** What {@code -hda} to {@code -hdd}, {@code -cdrom}, {@code -fda} and {@code -fdb} mean. */
  public static DriveImage of(Drive.Kind kind, int index, Path file, String option) {
    return new DriveImage(kind, index, file, kind == Drive.Kind.CD_ROM, false, option);
  }

  /** The same at {@code place}; what is written is forgotten also if {@code always}. */
  public DriveImage at(int place, boolean always) {
    return new DriveImage(kind, place, file, readOnly, snapshot || always, option);
  }

  /** Whether it is a floppy drive, not one on IDE. */
  public boolean isFloppy() {
    return kind == Drive.Kind.FLOPPY;
  }

  /** What picocli reads -drive with. */
  public static final class Converter implements ITypeConverter<DriveImage> {
    private static final String CHOICES =
        """
        file=FILE              the image; without one a CD-ROM or floppy drive is empty
        if=ide|floppy          what the drive is connected to (ide if not given)
        index=0..3             its place (the first that is free if not given)
        media=disk|cdrom       a hard disk (if not given) or a CD-ROM
        format=raw             the image holds the sectors, and nothing else
        readonly=on|off        refuse to write
        snapshot=on|off        forget at the end what was written\
        """;

    @Override
    public DriveImage convert(String value) {
      if (value.equals("help")) {
        throw new ChoicesRequested(CHOICES);
      }
      Settings settings = new Settings("-drive", value, null);
      String file = settings.take("file", "");
      Drive.Kind kind = kind(settings.take("if", "ide"), settings.take("media", "disk"));
      int most = (kind == Drive.Kind.FLOPPY ? FLOPPY_DRIVES : IDE_DRIVES) - 1;
      int index = settings.takeNumber("index", NEXT, most);
      String format = settings.take("format", "raw");
      boolean readOnly = settings.takeSwitch("readonly", kind == Drive.Kind.CD_ROM);
      boolean snapshot = settings.takeSwitch("snapshot", false);
      settings.end(KNOWN);
      if (!format.equals("raw")) {
        throw new ChoiceException(
            "-drive: images of format '%s' are not read: convert it (qemu-img convert -O raw)"
                .formatted(format));
      }
      if (file.isEmpty() && kind == Drive.Kind.HARD_DISK) {
        throw new ChoiceException("-drive: a hard disk needs its image: add file=FILE");
      }
      return new DriveImage(
          kind,
          index,
          file.isEmpty() ? null : Path.of(file),
          readOnly,
          snapshot,
          "-drive " + value);
    }

    private static Drive.Kind kind(String bus, String media) {
      if (!bus.equals("ide") && !bus.equals("floppy")) {
        throw new ChoiceException("-drive: there is no if=%s: choose ide or floppy".formatted(bus));
      }
      if (!media.equals("disk") && !media.equals("cdrom")) {
        throw new ChoiceException(
            "-drive: there is no media=%s: choose disk or cdrom".formatted(media));
      }
      if (bus.equals("floppy")) {
        return Drive.Kind.FLOPPY;
      }
      return media.equals("cdrom") ? Drive.Kind.CD_ROM : Drive.Kind.HARD_DISK;
    }
  }
}
