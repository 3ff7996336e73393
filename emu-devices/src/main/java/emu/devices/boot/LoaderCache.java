package emu.devices.boot;

import emu.devices.boot.Initrd.Archive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A folder in which the loader keeps, from one run to the next, what took long to find out:
 * unpacked kernels, and which archives are in an initrd.
 *
 * <p>What is kept goes by checksums of the bytes that it was made from, and has a checksum of its
 * own: a file that does not fit counts as absent. Nothing that goes wrong here is an error.
 */
public final class LoaderCache {
  /** Most files of either kind; the oldest go first. */
  private static final int MOST_FILES = 4;

  private static final String KERNEL = ".vmlinux";
  private static final String ARCHIVES = ".archives";
  private static final int PIECE = 1 << 20;

  private final Path folder;

  /** A cache in {@code folder}, which need not exist. */
  public LoaderCache(Path folder) {
    this.folder = folder;
  }

  /**
   * What {@code packed} was unpacked to in an earlier run, if that has at most {@code limit} bytes.
   */
  public Optional<ByteBuffer> kernel(ByteView packed, long limit) {
    return read(file(packed, KERNEL), limit);
  }

  /** Keeps what {@code packed} was unpacked to; what is returned does so. */
  public Thread keepKernel(ByteView packed, byte[] unpacked) {
    Path file = file(packed, KERNEL);
    return Thread.ofPlatform().daemon().name("loader cache").start(() -> write(file, unpacked));
  }

  /** The archives that were found in {@code initrd} in an earlier run. */
  Optional<List<Archive>> archives(ByteView initrd) {
    return read(file(initrd, ARCHIVES), PIECE).flatMap(bytes -> decode(bytes, initrd.length()));
  }

  /** Keeps the archives that were found in {@code initrd}. */
  void keepArchives(ByteView initrd, List<Archive> archives) {
    ByteBuffer bytes = ByteBuffer.allocate(archives.size() * 2 * Long.BYTES);
    for (Archive archive : archives) {
      bytes.putInt(archive.from()).putInt(archive.packedLength()).putLong(archive.length());
    }
    write(file(initrd, ARCHIVES), bytes.array());
  }

  private static Optional<List<Archive>> decode(ByteBuffer buffer, int fileLength) {
    List<Archive> archives = new ArrayList<>();
    while (buffer.remaining() >= 2 * Long.BYTES) {
      Archive archive = new Archive(buffer.getInt(), buffer.getInt(), buffer.getLong());
      if (archive.from() < 0
          || archive.packedLength() < 0
          || archive.length() < 0
          || archive.from() > fileLength - archive.packedLength()) {
        return Optional.empty();
      }
      archives.add(archive);
    }
    return Optional.of(archives);
  }

  private Path file(ByteView source, String suffix) {
    long sum = checksum(ByteBuffer.wrap(source.data(), source.from(), source.length()));
    return folder.resolve(HexFormat.of().toHexDigits(sum) + "-" + source.length() + suffix);
  }

  // Against accidents, not malice: who can write to this folder can change the emulator too.
  private static long checksum(ByteBuffer bytes) {
    CRC32 high = new CRC32();
    high.update(bytes.duplicate());
    CRC32C low = new CRC32C();
    low.update(bytes.duplicate());
    return high.getValue() << 32 | low.getValue();
  }

  /** What was written to {@code file}; it is mapped, not read. */
  private static Optional<ByteBuffer> read(Path file, long limit) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = channel.size() - Long.BYTES;
      if (length < 0 || length > Math.min(limit, Integer.MAX_VALUE - Long.BYTES)) {
        return Optional.empty();
      }
      ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      ByteBuffer bytes = all.slice(Long.BYTES, (int) length);
      return all.getLong(0) == checksum(bytes) ? Optional.of(bytes) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads as many bytes as {@code target} takes; false if there are fewer. */
  static boolean fill(FileChannel channel, ByteBuffer target) throws IOException {
    int end = target.limit();
    while (target.position() < end) {
      // The JDK reads through a buffer as large as what it is asked for.
      target.limit(Math.min(end, target.position() + PIECE));
      if (channel.read(target) < 0) {
        return false;
      }
      target.limit(end);
    }
    return true;
  }

  private static void drain(FileChannel channel, ByteBuffer source) throws IOException {
    int end = source.limit();
    while (source.position() < end) {
      source.limit(Math.min(end, source.position() + PIECE));
      channel.write(source);
      source.limit(end);
    }
  }

  private void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(folder);
      Path work = Files.createTempFile(folder, "new", ".tmp");
      try {
        try (FileChannel channel = FileChannel.open(work, StandardOpenOption.WRITE)) {
          ByteBuffer sum = ByteBuffer.allocate(Long.BYTES);
          drain(channel, sum.putLong(checksum(ByteBuffer.wrap(bytes))).flip());
          drain(channel, ByteBuffer.wrap(bytes));
        }
        Files.move(work, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(work);
      }
      String name = file.getFileName().toString();
      prune(name.substring(name.indexOf('.')));
      prune(".tmp");
    } catch (IOException e) {
      // The next run takes as long as this one did.
    }
  }

  /** Removes the files with {@code suffix} beyond the most. */
  private void prune(String suffix) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(suffix)).toList();
    }
    List<Entry> entries = new ArrayList<>();
    for (Path file : files) {
      try {
        entries.add(new Entry(file, Files.getLastModifiedTime(file)));
      } catch (NoSuchFileException e) {
        // Another process was quicker.
      }
    }
    entries.sort(Comparator.comparing(Entry::made).reversed());
    for (Entry old : entries.subList(Math.min(MOST_FILES, entries.size()), entries.size())) {
      Files.deleteIfExists(old.file);
    }
  }

  private record Entry(Path file, FileTime made) {}
}
