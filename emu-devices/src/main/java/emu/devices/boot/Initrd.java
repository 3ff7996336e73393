package emu.devices.boot;

import emu.devices.boot.decompress.BoundedOutput;
import emu.devices.boot.decompress.Compression;
import java.io.OutputStream;
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

  private final List<ByteView> parts = new ArrayList<>();
  private final long limit;
  private final boolean decompress;
  private long length;

  private Initrd(long limit, boolean decompress) {
    this.limit = limit;
    this.decompress = decompress;
  }

  /**
   * Reads {@code files}.
   *
   * @param limit most bytes that all of them may have
   * @param decompress whether to unpack what is compressed
   */
  static Initrd read(List<Path> files, long limit, boolean decompress) throws BootException {
    Initrd initrd = new Initrd(limit, decompress);
    for (Path file : files) {
      String what = "the initrd " + file;
      ByteView bytes = ByteView.of(HostFile.read(file, "initrd", limit), what);
      initrd.addArchives(bytes);
    }
    return initrd;
  }

  /** Bytes of all parts with the padding between them; 0 if there are none. */
  long length() {
    return length;
  }

  /** Copies all parts to {@code address}, each on a multiple of 4 with zeros before it. */
  void write(GuestLayout layout, long address) {
    long at = address;
    for (ByteView part : parts) {
      layout.write(at, part.data(), part.from(), part.length());
      layout.clear(at + part.length(), padding(part.length()));
      at += part.length() + padding(part.length());
    }
  }

  private void addArchives(ByteView file) throws BootException {
    if (!decompress) {
      add(file);
    }
    int at = 0;
    while (at < file.length()) {
      ByteView rest = file.slice(at, file.length() - at);
      Optional<Compression> compression =
          Compression.of(rest.data(), rest.from(), rest.from() + rest.length());
      if (rest.u8(0) == 0) {
        at++;
      } else if (CpioArchive.isCpio(rest)) {
        int size = CpioArchive.length(rest);
        addUnpacked(rest.slice(0, size));
        at += size;
      } else if (compression.isPresent() && compression.get().supported()) {
        at += unpack(compression.get(), rest);
      } else {
        addUnpacked(rest);
        return;
      }
    }
  }

  private int unpack(Compression compression, ByteView data) throws BootException {
    if (!decompress) {
      return Unpacker.unpack(compression, data, OutputStream.nullOutputStream(), data.what());
    }
    BoundedOutput output = new BoundedOutput(Math.max(0, limit - length), 0);
    int used = Unpacker.unpack(compression, data, output, data.what());
    add(ByteView.of(output.toByteArray(), data.what()));
    return used;
  }

  private void addUnpacked(ByteView part) throws BootException {
    if (decompress) {
      add(part);
    }
  }

  private void add(ByteView part) throws BootException {
    parts.add(part);
    length += part.length() + padding(part.length());
    if (length > limit) {
      throw new BootException(
          "the initrds together are larger than the "
              + Sizes.text(limit)
              + " that there is room for: give the machine more memory with -m");
    }
  }

  private static int padding(int length) {
    return -length & (ALIGNMENT - 1);
  }
}
