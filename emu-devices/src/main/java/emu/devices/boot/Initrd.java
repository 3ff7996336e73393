package emu.devices.boot;

import emu.devices.boot.decompress.BoundedCounter;
import emu.devices.boot.decompress.Compression;
import java.nio.file.Path;
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

  private final List<Part> parts = new ArrayList<>();
  private final long limit;
  private final boolean decompress;
  private long length;
  private int archives;

  private Initrd(long limit, boolean decompress) {
    this.limit = limit;
    this.decompress = decompress;
  }

  /**
   * Reads {@code files}.
   *
   * @param limit most bytes that all of them may have; none of their archives may expand to more
   *     either
   * @param decompress whether to unpack what is compressed
   */
  static Initrd read(List<Path> files, long limit, boolean decompress) throws BootException {
    Initrd initrd = new Initrd(limit, decompress);
    for (Path file : files) {
      ByteView bytes = ByteView.of(HostFile.read(file, "initrd", limit), "the initrd " + file);
      if (!decompress) {
        initrd.add(bytes, Optional.empty(), bytes.length());
      }
      initrd.walk(bytes);
    }
    return initrd;
  }

  /** Bytes of all parts with the padding between them; 0 if there are none. */
  long length() {
    return length;
  }

  /** Copies all parts to {@code address}, each on a multiple of 4 with zeros before it. */
  void write(GuestLayout layout, long address) throws BootException {
    long at = address;
    for (Part part : parts) {
      ByteView data = part.data;
      if (part.packed.isPresent()) {
        Unpacker.unpack(part.packed.get(), data, new GuestOutput(layout, at), data.what());
      } else {
        layout.write(at, data.data(), data.from(), data.length());
      }
      layout.clear(at + part.length, padding(part.length));
      at += part.length + padding(part.length);
    }
  }

  private void walk(ByteView file) throws BootException {
    int at = file.skipZeros(0);
    while (at < file.length()) {
      at = file.skipZeros(at + addArchive(file.slice(at, file.length() - at)));
      if (++archives > MAX_ARCHIVES) {
        throw new BootException(
            file.what()
                + " has more than "
                + MAX_ARCHIVES
                + " archives in it: pack them into fewer");
      }
    }
  }

  /**
   * Adds, if parts are archives, the one that {@code rest} starts with, and returns how many bytes
   * of the file it takes.
   */
  private int addArchive(ByteView rest) throws BootException {
    Optional<Compression> compression =
        Compression.of(rest.data(), rest.from(), rest.from() + rest.length())
            .filter(Compression::supported);
    int size = rest.length();
    long unpacked = size;
    if (compression.isPresent()) {
      BoundedCounter counter = new BoundedCounter(limit);
      size = Unpacker.unpack(compression.get(), rest, counter, rest.what());
      unpacked = counter.count();
    } else if (CpioArchive.isCpio(rest)) {
      size = CpioArchive.length(rest);
      unpacked = size;
    }
    if (decompress) {
      add(rest.slice(0, size), compression, unpacked);
    }
    return size;
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
