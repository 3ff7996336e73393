package emu.devices.iso;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the directories of one of the trees in an image, ECMA-119 6.8. */
final class Directories {
  /** Bytes of a directory: that of a hundred thousand files. */
  private static final int MOST_BYTES = 16 << 20;

  private final ImageBytes image;
  private final int blockSize;
  private final boolean joliet;
  private final Optional<Integer> rockRidgeSkip;
  private final IsoEntry root;

  /**
   * The tree below the root of {@code descriptor}.
   *
   * @param blockSize bytes in a logical block
   */
  Directories(VolumeDescriptor descriptor, int blockSize, ImageBytes image) throws IsoException {
    this.image = image;
    this.blockSize = blockSize;
    this.joliet = descriptor.joliet();
    Extent extent = new DirectoryRecord(descriptor.rootRecord()).extent(blockSize, image);
    this.root = IsoEntry.directory("/", extent);
    this.rockRidgeSkip =
        joliet
            ? Optional.empty()
            : RockRidge.skipOf(ownRecord(extent.position(), "the root directory"));
  }

  /** The first record of the directory at {@code position}, which stands for itself. */
  private DirectoryRecord ownRecord(long position, String what) throws IsoException {
    int length = image.read(position, 1, what).u8(0);
    return new DirectoryRecord(image.read(position, length, what));
  }

  IsoEntry root() {
    return root;
  }

  boolean hasRockRidge() {
    return rockRidgeSkip.isPresent();
  }

  /** What is in {@code directory}, in the image's order. */
  List<IsoEntry> list(IsoEntry directory) throws IsoException {
    Field bytes = contents(directory);
    List<IsoEntry> entries = new ArrayList<>();
    List<Extent> parts = new ArrayList<>();
    int at = 0;
    while (at < bytes.length()) {
      int length = bytes.u8(at);
      if (length == 0) {
        // No record crosses the end of a sector.
        at = (at / ImageBytes.SECTOR + 1) * ImageBytes.SECTOR;
        continue;
      }
      DirectoryRecord record = new DirectoryRecord(bytes.part(at, length));
      at += length;
      if (record.bytes().length() < VolumeDescriptor.ROOT_RECORD_LENGTH
          || record.systemUse() - 1 > length) {
        throw image.damaged("a record of the directory " + directory.path() + " is cut short");
      }
      if (record.isDotOrDotDot() || record.isAssociated()) {
        continue;
      }
      parts.add(record.extent(blockSize, image));
      if (!record.continues()) {
        entry(directory, record, List.copyOf(parts)).ifPresent(entries::add);
        parts.clear();
      }
    }
    return entries;
  }

  private Field contents(IsoEntry directory) throws IsoException {
    Extent extent = directory.extents().getFirst();
    String what =
        directory.path().equals("/") ? "the root directory" : "the directory " + directory.path();
    if (extent.length() > MOST_BYTES) {
      throw image.damaged(what + " is said to have " + extent.length() + " bytes");
    }
    return image.read(extent.position(), (int) extent.length(), what);
  }

  private Optional<IsoEntry> entry(IsoEntry parent, DirectoryRecord record, List<Extent> parts)
      throws IsoException {
    if (rockRidgeSkip.isEmpty()) {
      String name = joliet ? record.jolietName() : record.plainName();
      return Optional.of(plain(path(parent, name), record, parts, ""));
    }
    RockRidge more = RockRidge.of(record, rockRidgeSkip.get(), blockSize, image);
    String name = more.name().orElse(record.plainName());
    if (more.isRelocated()) {
      return Optional.empty();
    }
    if (more.childBlock() >= 0) {
      return Optional.of(moved(parent, name, more.childBlock() * blockSize));
    }
    if (more.target().isPresent()) {
      return Optional.of(IsoEntry.link(path(parent, name), more.target().get()));
    }
    String obstacle = more.isCompressed() ? "is compressed with zisofs" : "";
    return Optional.of(plain(path(parent, name), record, parts, obstacle));
  }

  private static IsoEntry plain(
      String path, DirectoryRecord record, List<Extent> parts, String obstacle) {
    if (record.isDirectory()) {
      return IsoEntry.directory(path, parts.getFirst());
    }
    return IsoEntry.file(path, parts, record.isInterleaved() ? "is interleaved" : obstacle);
  }

  /** A directory that ISO 9660 keeps elsewhere, for it would be nested too deep (RRIP 4.1.5). */
  private IsoEntry moved(IsoEntry parent, String name, long position) throws IsoException {
    String path = path(parent, name);
    Extent extent = ownRecord(position, "the directory " + path).extent(blockSize, image);
    return IsoEntry.directory(path, extent);
  }

  private static String path(IsoEntry parent, String name) {
    // A name with a slash is a lie; as it is only read, it harms nobody.
    return parent.child(Printable.of(name.replace('/', '?')));
  }
}
