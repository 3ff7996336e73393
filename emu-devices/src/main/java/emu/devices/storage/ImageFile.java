package emu.devices.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * A raw image: the sectors of a disk one after the other in a file, or a disk of the host.
 *
 * <p>What the guest writes is in the file when {@link #write} returns, so the end of this process
 * loses nothing; {@link #flush} has the host put it to its storage. An image that can be written is
 * locked against a second use.
 */
public final class ImageFile implements Disk {
  private final FileChannel channel;
  private final int sectorSize;
  private final long bytes;
  private final boolean readOnly;
  private boolean written;

  private ImageFile(FileChannel channel, int sectorSize, long bytes, boolean readOnly) {
    this.channel = channel;
    this.sectorSize = sectorSize;
    this.bytes = bytes;
    this.readOnly = readOnly;
  }

  /**
   * Opens the image of a hard disk or floppy disk, which the guest may write.
   *
   * @throws ImageException if it cannot be used as one
   */
  public static ImageFile openDisk(Path path) throws ImageException {
    return open(path, "disk image", 512, false);
  }

  /**
   * Opens the image of a hard disk or floppy disk that is not to be written.
   *
   * @throws ImageException if it cannot be used as one
   */
  public static ImageFile openReadOnlyDisk(Path path) throws ImageException {
    return open(path, "disk image", 512, true);
  }

  /**
   * Opens the image of a CD-ROM or DVD-ROM.
   *
   * @throws ImageException if it cannot be used as one
   */
  public static ImageFile openCdRom(Path path) throws ImageException {
    return open(path, "CD image", 2048, true);
  }

  private static ImageFile open(Path path, String role, int sectorSize, boolean readOnly)
      throws ImageException {
    String name = role + " " + path;
    if (Files.isDirectory(path)) {
      throw new ImageException("the " + name + " is a directory: name the file in it");
    }
    try {
      return openFile(path, name, sectorSize, readOnly);
    } catch (NoSuchFileException e) {
      throw new ImageException("there is no " + name + ": check the path", e);
    } catch (AccessDeniedException e) {
      throw new ImageException(
          "the "
              + name
              + (readOnly
                  ? " may not be read: check its permissions"
                  : " may not be written: check its permissions, or leave it as it is with"
                      + " -snapshot"),
          e);
    } catch (FileSystemException e) {
      throw cannot(name, e.getReason() == null ? "no reason given" : e.getReason(), e);
    } catch (IOException e) {
      throw cannot(name, e.getMessage(), e);
    }
  }

  private static ImageException cannot(String name, String reason, IOException e) {
    return new ImageException("the " + name + " cannot be opened (" + reason + ")", e);
  }

  private static ImageFile openFile(Path path, String name, int sectorSize, boolean readOnly)
      throws IOException, ImageException {
    FileChannel channel =
        readOnly
            ? FileChannel.open(path, StandardOpenOption.READ)
            : FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (!readOnly && !lock(channel)) {
        throw new ImageException(
            "the "
                + name
                + " is in use by another machine: end that first, or take -snapshot, which does"
                + " not write it");
      }
      long bytes = channel.size();
      if (bytes == 0) {
        throw new ImageException("the " + name + " is empty: get the file again");
      }
      checkFormat(channel, name);
      return new ImageFile(channel, sectorSize, bytes, readOnly);
    } catch (IOException | ImageException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void checkFormat(FileChannel channel, String name)
      throws IOException, ImageException {
    ByteBuffer start = ByteBuffer.allocate(ImageFormat.LONGEST_MAGIC);
    int read = channel.read(start, 0);
    Optional<ImageFormat> format = ImageFormat.of(Arrays.copyOf(start.array(), Math.max(read, 0)));
    if (format.isPresent()) {
      String title = format.get().title;
      throw new ImageException(
          "the "
              + name
              + " has the format "
              + title
              + ", and only raw images can be used: convert it with"
              + " 'qemu-img convert -O raw'");
    }
  }

  @Override
  public int sectorSize() {
    return sectorSize;
  }

  @Override
  public long sectors() {
    return Math.ceilDiv(bytes, sectorSize);
  }

  @Override
  public boolean isReadOnly() {
    return readOnly;
  }

  @Override
  public void read(long sector, int count, byte[] target, int from) throws IOException {
    long position = sector * sectorSize;
    int length = count * sectorSize;
    int there = Math.clamp(bytes - position, 0, length);
    ByteBuffer buffer = ByteBuffer.wrap(target, from, there);
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, position + buffer.position() - from);
      if (read < 0) {
        throw new EOFException("the image has become shorter than it was");
      }
    }
    Arrays.fill(target, from + there, from + length, (byte) 0);
  }

  @Override
  public void write(long sector, int count, byte[] source, int from) throws IOException {
    if (readOnly) {
      throw new IOException("the image is read-only");
    }
    written = true;
    long position = sector * sectorSize;
    ByteBuffer buffer = ByteBuffer.wrap(source, from, count * sectorSize);
    while (buffer.hasRemaining()) {
      channel.write(buffer, position + buffer.position() - from);
    }
  }

  @Override
  public boolean canForgetWrites() {
    return !written;
  }

  @Override
  public void flush() throws IOException {
    if (!readOnly) {
      channel.force(false);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
