package emu.devices.boot;

import emu.core.memory.LateFill;
import emu.devices.decompress.BoundedCounter;
import emu.devices.decompress.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stacks initial RAM disks. Each file is a row of cpio archives, plain or compressed, with zeros
 * between them (Linux, Documentation/driver-api/early-userspace/buffer-format.rst); it is walked
 * through, so that one that was cut short is found here and not by a panic of the guest. What is in
 * no format known here goes to the guest as it is.
 */
final class Initrd {
  private static final int ALIGNMENT = 4;

  /** Many more than anybody stacks; bounds the work that a file made of tiny archives can cause. */
  private static final int MAX_ARCHIVES = 256;

  /**
   * What goes to the guest: {@code data}, unpacked if {@code packed} says how, with {@code length}
   * bytes.
   */
  private record Part(ByteView data, Optional<Compression> packed, long length) {}

  /**
   * An archive in a file.
   *
   * @param from where it starts
   * @param packedLength its bytes in the file
   * @param length its bytes when unpacked; the same if it is not compressed
   */
  record Archive(int from, int packedLength, long length) {}

  private final List<Part> parts = new ArrayList<>();
  private final long limit;
  private final boolean decompress;
  private final Optional<LoaderCache> cache;
  private long length;
  private boolean known = true;

  private Initrd(long limit, boolean decompress, Optional<LoaderCache> cache) {
    this.limit = limit;
    this.decompress = decompress;
    this.cache = cache;
  }

  /**
   * Reads {@code files}.
   *
   * @param limit most bytes that all of them may have; none of their archives may expand to more
   *     either
   * @param decompress whether to unpack what is compressed
   * @param cache knows what was in files that were walked through before
   */
  static Initrd read(
      List<BootFile> files, long limit, boolean decompress, Optional<LoaderCache> cache)
      throws BootException {
    Initrd initrd = new Initrd(limit, decompress, cache);
    for (BootFile file : files) {
      initrd.add(ByteView.of(file.read("initrd", limit), "the initrd " + file.name()));
    }
    return initrd;
  }

  /** Bytes of all parts with the padding between them; 0 if there are none. */
  long length() {
    return length;
  }

  /**
   * Copies all parts to {@code address}, a page boundary; beside the guest if all files were walked
   * through in an earlier run, so that nothing will be found wrong with them.
   */
  void load(GuestLayout layout, long address) throws BootException {
    if (known) {
      LateFill fill = layout.fillLate(address, length);
      Thread.ofPlatform().daemon().name("initrd").start(() -> fill(fill));
      return;
    }
    try {
      write(new GuestOutput(layout, address));
    } catch (IOException e) {
      throw new AssertionError("guest memory takes everything", e);
    }
  }

  private void fill(LateFill fill) {
    try (fill) {
      write(fill);
      if (fill.missing() != 0) {
        fill.fail(new BootException("an initrd was changed while it was read: start again"));
      }
    } catch (BootException | IOException | RuntimeException e) {
      fill.fail(e);
    } catch (OutOfMemoryError e) {
      fill.fail(KernelLoader.tooLarge(e));
    }
    // The collector would rather grow than look for the files' bytes.
    parts.clear();
    System.gc();
  }

  /** Writes all parts, each on a multiple of 4 with zeros before it. */
  private void write(OutputStream sink) throws BootException, IOException {
    for (Part part : parts) {
      ByteView data = part.data;
      if (part.packed.isPresent()) {
        Unpacker.unpack(part.packed.get(), data, sink, data.what());
      } else {
        sink.write(data.data(), data.from(), data.length());
      }
      sink.write(new byte[(int) padding(part.length)]);
    }
  }

  private void add(ByteView file) throws BootException {
    Optional<List<Archive>> remembered =
        cache
            .flatMap(kept -> kept.archives(file))
            .filter(list -> list.stream().allMatch(archive -> archive.length() <= limit));
    known &= remembered.isPresent();
    List<Archive> archives = remembered.isPresent() ? remembered.get() : walk(file);
    if (remembered.isEmpty()) {
      cache.ifPresent(kept -> kept.keepArchives(file, archives));
    }
    if (!decompress) {
      add(file, Optional.empty(), file.length());
      return;
    }
    for (Archive archive : archives) {
      ByteView packed = file.slice(archive.from(), archive.packedLength());
      add(packed, compression(packed), archive.length());
    }
  }

  private List<Archive> walk(ByteView file) throws BootException {
    List<Archive> archives = new ArrayList<>();
    int at = file.skipZeros(0);
    while (at < file.length()) {
      Archive archive = archive(at, file.slice(at, file.length() - at));
      archives.add(archive);
      at = file.skipZeros(at + archive.packedLength());
      if (archives.size() > MAX_ARCHIVES) {
        throw new BootException(
            file.what()
                + " has more than "
                + MAX_ARCHIVES
                + " archives in it: pack them into fewer");
      }
    }
    return archives;
  }

  /** The archive at {@code from} that {@code rest} starts with. */
  private Archive archive(int from, ByteView rest) throws BootException {
    Optional<Compression> compression = compression(rest);
    if (compression.isPresent()) {
      BoundedCounter counter = new BoundedCounter(limit);
      int size = Unpacker.unpack(compression.get(), rest, counter, rest.what());
      return new Archive(from, size, counter.count());
    }
    int size = CpioArchive.isCpio(rest) ? CpioArchive.length(rest) : rest.length();
    return new Archive(from, size, size);
  }

  private static Optional<Compression> compression(ByteView data) {
    return Compression.of(data.data(), data.from(), data.from() + data.length())
        .filter(Compression::supported);
  }

  private void add(ByteView data, Optional<Compression> packed, long size) throws BootException {
    parts.add(new Part(data, packed, size));
    length += size + padding(size);
    if (length > limit) {
      throw new BootException(
          "the initrds together are larger than the "
              + Sizes.text(limit)
              + " that there is room for: give the machine more memory with -m");
    }
  }

  private static long padding(long length) {
    return -length & (ALIGNMENT - 1);
  }
}
