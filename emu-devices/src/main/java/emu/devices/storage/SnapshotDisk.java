package emu.devices.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/**
 * A disk that leaves another one as it is: what is written goes to a temporary file, which vanishes
 * when this is closed.
 *
 * <p>The file is sparse, as long as the disk at the most, and takes the host's storage for what was
 * written, in clusters of 64 KiB. A cluster is copied when it is first written in part.
 */
public final class SnapshotDisk implements Disk {
  private static final int CLUSTER = 1 << 16;

  private final Disk base;
  private final FileChannel channel;
  private final int sectorsPerCluster;
  private final BitSet written = new BitSet();
  private final byte[] cluster = new byte[CLUSTER];

  private SnapshotDisk(Disk base, FileChannel channel) {
    this.base = base;
    this.channel = channel;
    this.sectorsPerCluster = CLUSTER / base.sectorSize();
  }

  /**
   * A snapshot of {@code base}, which it closes when it is closed.
   *
   * @throws ImageException if there is no room for a temporary file
   */
  public static SnapshotDisk of(Disk base) throws ImageException {
    try {
      Path file = Files.createTempFile("emu-", ".snapshot");
      return new SnapshotDisk(
          base,
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.SPARSE,
              StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException e) {
      throw new ImageException(
          "a snapshot's temporary file cannot be made (%s): see to %s"
              .formatted(e.getMessage(), System.getProperty("java.io.tmpdir")),
          e);
    }
  }

  @Override
  public int sectorSize() {
    return base.sectorSize();
  }

  @Override
  public long sectors() {
    return base.sectors();
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public void read(long sector, int count, byte[] target, int from) throws IOException {
    for (int done = 0; done < count; ) {
      int part = partInCluster(sector + done, count - done);
      int at = from + done * sectorSize();
      if (written.get(cluster(sector + done))) {
        transfer(sector + done, target, at, part * sectorSize(), false);
      } else {
        base.read(sector + done, part, target, at);
      }
      done += part;
    }
  }

  @Override
  public void write(long sector, int count, byte[] source, int from) throws IOException {
    for (int done = 0; done < count; ) {
      int part = partInCluster(sector + done, count - done);
      own(cluster(sector + done), part);
      transfer(sector + done, source, from + done * sectorSize(), part * sectorSize(), true);
      written.set(cluster(sector + done));
      done += part;
    }
  }

  /** Sees to it that the cluster {@code index}, of which {@code part} sectors come, is here. */
  private void own(int index, int part) throws IOException {
    if (written.get(index) || part == sectorsPerCluster) {
      return;
    }
    long first = (long) index * sectorsPerCluster;
    int count = (int) Math.min(sectorsPerCluster, sectors() - first);
    base.read(first, count, cluster, 0);
    transfer(first, cluster, 0, count * sectorSize(), true);
  }

  private void transfer(long sector, byte[] bytes, int from, int length, boolean write)
      throws IOException {
    long position = sector * sectorSize();
    ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
    while (buffer.hasRemaining()) {
      long at = position + buffer.position() - from;
      int moved = write ? channel.write(buffer, at) : channel.read(buffer, at);
      if (moved < 0) {
        throw new IOException("the snapshot's temporary file was cut");
      }
    }
  }

  private int cluster(long sector) {
    return Math.toIntExact(sector / sectorsPerCluster);
  }

  private int partInCluster(long sector, int count) {
    return (int) Math.min(count, sectorsPerCluster - sector % sectorsPerCluster);
  }

  @Override
  public boolean canForgetWrites() {
    return true;
  }

  @Override
  public void forgetWrites() {
    written.clear();
  }

  /** Does nothing: what is written is not meant to stay. */
  @Override
  public void flush() {}

  @Override
  public void close() throws IOException {
    try (base) {
      channel.close();
    }
  }
}
