package emu.cli.drive;

import emu.api.DiskImage;
import emu.cli.error.UserException;
import emu.cli.option.DriveImage;
import emu.devices.board.BoardConfig;
import emu.devices.storage.Disk;
import emu.devices.storage.Drive;
import emu.devices.storage.ImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The drives of a machine by QEMU's names for them ({@code ide0-hd0}, {@code ide1-cd0}, {@code
 * floppy0}), with the images that the user named. Used by one thread at a time.
 */
public final class DriveSet implements AutoCloseable {
  private static final class Slot {
    private final DriveImage image;
    private final Drive drive;
    private Path file;
    private Disk disk;

    Slot(DriveImage image, Disk disk) {
      this.image = image;
      this.file = image.file();
      this.disk = disk;
      this.drive = new Drive(image.kind(), disk);
    }
  }

  private final Map<String, Slot> slots = new LinkedHashMap<>();

  /**
   * Opens the images; each has its place.
   *
   * @throws UserException if one cannot be used
   */
  public DriveSet(List<DriveImage> images) {
    try {
      for (DriveImage image : images) {
        slots.put(name(image), new Slot(image, open(image, image.file())));
      }
    } catch (UserException e) {
      close();
      throw e;
    }
  }

  private static String name(DriveImage image) {
    return switch (image.kind()) {
      case FLOPPY -> "floppy" + image.index();
      case CD_ROM -> "ide%d-cd%d".formatted(image.index() / 2, image.index() % 2);
      case HARD_DISK -> "ide%d-hd%d".formatted(image.index() / 2, image.index() % 2);
    };
  }

  private static Disk open(DriveImage image, Path file) {
    if (file == null) {
      return null;
    }
    try {
      return new DiskImage(image.kind(), image.index(), file, image.readOnly(), image.snapshot())
          .open();
    } catch (ImageException e) {
      throw new UserException(e.getMessage(), e);
    }
  }

  /** The board that {@code config} describes, with these drives. */
  public BoardConfig connect(BoardConfig config) {
    BoardConfig connected = config;
    for (Slot slot : slots.values()) {
      int index = slot.image.index();
      connected =
          slot.image.isFloppy()
              ? connected.withFloppy(index, slot.drive)
              : connected.withIde(index, slot.drive);
    }
    return connected;
  }

  /** The drive called {@code name}; null if there is none. */
  public Drive find(String name) {
    Slot slot = slots.get(name);
    return slot == null ? null : slot.drive;
  }

  /**
   * Puts {@code file} into the drive called {@code name}, which there is, or nothing if it is null.
   *
   * @throws UserException if the image cannot be used; the drive stays as it was
   */
  public void change(String name, Path file) {
    Slot slot = slots.get(name);
    Disk next = open(slot.image, file);
    Disk before = slot.disk;
    slot.drive.change(next);
    slot.file = file;
    slot.disk = next;
    close(before);
  }

  /** A line for each drive. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    slots.forEach((name, slot) -> text.append(name).append(": ").append(describe(slot)));
    return text.isEmpty() ? "there are no drives%n".formatted() : text.toString();
  }

  private static String describe(Slot slot) {
    String inside = "empty";
    if (slot.file != null) {
      inside =
          "%s (raw, %,d bytes)".formatted(slot.file, slot.disk.sectors() * slot.disk.sectorSize());
      inside += slot.disk.isReadOnly() ? ", read-only" : "";
      inside += slot.image.snapshot() ? ", snapshot" : "";
    }
    return "%s%s%n".formatted(inside, slot.drive.isLocked() ? ", locked" : "");
  }

  /** Closes the images. */
  @Override
  public void close() {
    slots.values().forEach(slot -> close(slot.disk));
  }

  private static void close(Disk disk) {
    try {
      if (disk != null) {
        disk.close();
      }
    } catch (IOException e) {
      throw new UserException(
          "what was written to an image may not all be there (%s): see to the host's disk"
              .formatted(e.getMessage()),
          e);
    }
  }
}
