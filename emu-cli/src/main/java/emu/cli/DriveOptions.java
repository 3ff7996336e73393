package emu.cli;

import emu.cli.error.UserException;
import emu.cli.option.BootOrderConverter;
import emu.cli.option.DriveImage;
import emu.devices.board.BootOrder;
import emu.devices.storage.Drive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that name drives and what is booted from them, by QEMU's names. */
final class DriveOptions {
  private static final int CD_ROM_INDEX = 2;

  @Option(
      names = "-cdrom",
      paramLabel = "FILE",
      description = "a CD-ROM, from which the machine boots if no hard disk can be booted")
  Path cdrom;

  @Option(names = "-hda", paramLabel = "FILE", description = "first hard disk, a raw image")
  Path hda;

  @Option(names = "-hdb", paramLabel = "FILE", description = "second hard disk")
  Path hdb;

  @Option(names = "-hdc", paramLabel = "FILE", description = "third, in the place of -cdrom")
  Path hdc;

  @Option(names = "-hdd", paramLabel = "FILE", description = "fourth hard disk")
  Path hdd;

  @Option(names = "-fda", paramLabel = "FILE", description = "first floppy disk")
  Path fda;

  @Option(names = "-fdb", paramLabel = "FILE", description = "second floppy disk")
  Path fdb;

  @Option(
      names = "-drive",
      paramLabel = "SETTINGS",
      description =
          "a drive: file=FILE,if=ide|floppy,index=N,media=disk|cdrom,format=raw,"
              + "readonly=on,snapshot=on",
      converter = DriveImage.Converter.class)
  List<DriveImage> drives = new ArrayList<>();

  @Option(
      names = "-snapshot",
      description = "leave all images as they are: what is written is forgotten at the end")
  boolean snapshot;

  @Option(
      names = "-boot",
      paramLabel = "ORDER",
      description =
          "what to boot from: letters, a floppy, c hard disk, d CD-ROM; or order=dc,menu=on",
      converter = BootOrderConverter.class)
  BootOrder bootOrder = BootOrder.DEFAULT;

  /** Whether there is any drive. */
  boolean any() {
    return !named().isEmpty();
  }

  /**
   * The drives, each with its place.
   *
   * @throws UserException if two have the same, or there are too many
   */
  List<DriveImage> images() {
    Map<Integer, DriveImage> ide = new HashMap<>();
    Map<Integer, DriveImage> floppies = new HashMap<>();
    List<DriveImage> placed = new ArrayList<>();
    for (DriveImage image : named()) {
      if (image.index() != DriveImage.NEXT) {
        placed.add(place(image, image.isFloppy() ? floppies : ide, image.index()));
      }
    }
    for (DriveImage image : named()) {
      if (image.index() == DriveImage.NEXT) {
        Map<Integer, DriveImage> taken = image.isFloppy() ? floppies : ide;
        int index = 0;
        while (taken.containsKey(index)) {
          index++;
        }
        placed.add(place(image, taken, index));
      }
    }
    return placed;
  }

  private DriveImage place(DriveImage image, Map<Integer, DriveImage> taken, int index) {
    int most = image.isFloppy() ? DriveImage.FLOPPY_DRIVES : DriveImage.IDE_DRIVES;
    if (index >= most) {
      throw new UserException(
          "there is no place for %s: there are %d already".formatted(image.option(), most));
    }
    DriveImage other = taken.put(index, image);
    if (other != null) {
      throw new UserException(
          "%s and %s are the same drive: give one of them another place"
              .formatted(other.option(), image.option()));
    }
    return image.at(index, snapshot);
  }

  private List<DriveImage> named() {
    List<DriveImage> all = new ArrayList<>();
    add(all, Drive.Kind.HARD_DISK, 0, hda, "-hda");
    add(all, Drive.Kind.HARD_DISK, 1, hdb, "-hdb");
    add(all, Drive.Kind.HARD_DISK, 2, hdc, "-hdc");
    add(all, Drive.Kind.HARD_DISK, 3, hdd, "-hdd");
    add(all, Drive.Kind.CD_ROM, CD_ROM_INDEX, cdrom, "-cdrom");
    add(all, Drive.Kind.FLOPPY, 0, fda, "-fda");
    add(all, Drive.Kind.FLOPPY, 1, fdb, "-fdb");
    all.addAll(drives);
    return all;
  }

  private static void add(
      List<DriveImage> all, Drive.Kind kind, int index, Path file, String option) {
    if (file != null) {
      all.add(DriveImage.of(kind, index, file, option));
    }
  }
}
