package emu.devices.iso;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * An ISO 9660 image: its volume, its files by the best names that it has, and its boot catalog.
 * ECMA-119, RRIP 1.12, Joliet, El Torito 1.0.
 */
public final class IsoImage implements Closeable {
  private static final int MOST_LINKS = 40;
  private static final int MOST_DEPTH = 256;

  private final ImageBytes image;
  private final Volume volume;
  private final Directories directories;
  private final Optional<BootCatalog> catalog;
  private final boolean udf;

  private IsoImage(ImageBytes image) throws IsoException {
    this.image = image;
    Descriptors descriptors = Descriptors.read(image);
    int blockSize = descriptors.primary().volume(Volume.Names.PLAIN, image).blockSize();
    checkComplete(descriptors.primary().volume(Volume.Names.PLAIN, image));
    Directories plain = new Directories(descriptors.primary(), blockSize, image);
    boolean useJoliet = !plain.hasRockRidge() && descriptors.joliet().isPresent();
    this.directories =
        useJoliet ? new Directories(descriptors.joliet().get(), blockSize, image) : plain;
    Volume.Names names =
        useJoliet
            ? Volume.Names.JOLIET
            : plain.hasRockRidge() ? Volume.Names.ROCK_RIDGE : Volume.Names.PLAIN;
    this.volume =
        (useJoliet ? descriptors.joliet().get() : descriptors.primary()).volume(names, image);
    this.catalog =
        descriptors.catalog().isPresent()
            ? Optional.of(BootCatalog.read(image, descriptors.catalog().getAsLong()))
            : Optional.empty();
    this.udf = descriptors.udf();
  }

  /**
   * Opens the image in {@code file}.
   *
   * @throws IsoException if it is no ISO 9660 image, is cut short or is damaged
   */
  public static IsoImage open(Path file) throws IsoException {
    ImageBytes bytes = ImageBytes.open(file);
    boolean done = false;
    try {
      IsoImage image = new IsoImage(bytes);
      done = true;
      return image;
    } finally {
      if (!done) {
        bytes.close();
      }
    }
  }

  /**
   * Whether {@code file} has the volume descriptor of an ISO 9660 image.
   *
   * @throws IsoException if it cannot be read
   */
  public static boolean isIso(Path file) throws IsoException {
    try (ImageBytes bytes = ImageBytes.open(file)) {
      return Descriptors.isIso(bytes);
    }
  }

  private void checkComplete(Volume primary) throws IsoException {
    if (image.size() < primary.size()) {
      throw new IsoException(
          ("the ISO %s ends at %,d bytes but its volume says %,d: the download is incomplete,"
                  + " %,d bytes are missing; get it again")
              .formatted(
                  image.file(), image.size(), primary.size(), primary.size() - image.size()));
    }
  }

  /** The file that it is in. */
  public Path file() {
    return image.file();
  }

  /** Bytes in the file. */
  public long size() {
    return image.size();
  }

  /** Its volume. */
  public Volume volume() {
    return volume;
  }

  /** Its boot catalog, if it has one. */
  public Optional<BootCatalog> bootCatalog() {
    return catalog;
  }

  /** Whether it has another file system, UDF, in which there may be more files. */
  public boolean hasUdf() {
    return udf;
  }

  /** Whether it also boots as a disk: its first sector is a master boot record. */
  public boolean isHybrid() throws IsoException {
    Field first = image.read(0, ImageBytes.SECTOR, "its first sector");
    boolean partition = false;
    for (int at = 446; at < 510; at += 16) {
      partition |= first.u8(at + 4) != 0 && first.u32(at + 12) != 0;
    }
    return first.u16(510) == 0xAA55 && partition;
  }

  /** The folder that all is in. */
  public IsoEntry root() {
    return directories.root();
  }

  /**
   * What is in {@code directory}, in the image's order.
   *
   * @throws IsoException if the image is damaged there
   */
  public List<IsoEntry> list(IsoEntry directory) throws IsoException {
    return directories.list(directory);
  }

  /**
   * What {@code path} leads to, through symbolic links; names count without regard to case if there
   * is none that is the same.
   *
   * @throws IsoException if the image is damaged on the way
   */
  public Optional<IsoEntry> find(String path) throws IsoException {
    Deque<IsoEntry> way = new ArrayDeque<>(List.of(root()));
    Deque<String> rest = new ArrayDeque<>(names(path));
    int links = 0;
    while (!rest.isEmpty()) {
      String name = rest.pop();
      if (name.equals("..")) {
        if (way.size() > 1) {
          way.pop();
        }
        continue;
      }
      IsoEntry here = way.peek();
      Optional<IsoEntry> next = here.isDirectory() ? child(here, name) : Optional.empty();
      if (next.isEmpty() || way.size() > MOST_DEPTH) {
        return Optional.empty();
      }
      if (next.get().kind() != IsoEntry.Kind.LINK) {
        way.push(next.get());
        continue;
      }
      String target = next.get().target();
      if (++links > MOST_LINKS) {
        return Optional.empty();
      }
      if (target.startsWith("/")) {
        way.clear();
        way.push(root());
      }
      names(target).reversed().forEach(rest::push);
    }
    return Optional.of(way.peek());
  }

  private static List<String> names(String path) {
    return Arrays.stream(path.split("/")).filter(n -> !n.isEmpty() && !n.equals(".")).toList();
  }

  private Optional<IsoEntry> child(IsoEntry directory, String name) throws IsoException {
    List<IsoEntry> entries = list(directory);
    for (IsoEntry entry : entries) {
      if (entry.name().equals(name)) {
        return Optional.of(entry);
      }
    }
    return entries.stream().filter(entry -> entry.name().equalsIgnoreCase(name)).findFirst();
  }

  /**
   * The first {@code most} bytes of {@code entry}, or all if it has fewer.
   *
   * @throws IsoException if they are not all in the image
   */
  public byte[] read(IsoEntry entry, int most) throws IsoException {
    int length = (int) Math.min(entry.size(), most);
    String what = "the file " + entry.path();
    if (!entry.obstacle().isEmpty()) {
      throw new IsoException(
          "%s in the ISO %s %s, which is not supported: take it out of the image with other tools"
              .formatted(what, file(), entry.obstacle()));
    }
    if (entry.extents().size() == 1) {
      return image.read(entry.position(), length, what).toByteArray();
    }
    long end = 0;
    for (Extent extent : entry.extents()) {
      // Before anything is allocated by what they say.
      image.read(extent.position() + extent.length(), 0, what);
      end += extent.length();
    }
    byte[] bytes = new byte[(int) Math.min(length, end)];
    int at = 0;
    for (Extent extent : entry.extents()) {
      int count = (int) Math.min(extent.length(), bytes.length - at);
      System.arraycopy(
          image.read(extent.position(), count, what).toByteArray(), 0, bytes, at, count);
      at += count;
    }
    return bytes;
  }

  /** {@code length} bytes from {@code position} of the image on, or as many as there are. */
  Field raw(long position, int length, String what) throws IsoException {
    long room = Math.max(0, image.size() - position);
    return image.read(position, (int) Math.min(length, room), what);
  }

  @Override
  public void close() {
    image.close();
  }
}
