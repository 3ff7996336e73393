package emu.devices.storage;

import java.io.IOException;

/**
 * The contents of a disk: sectors of one size, numbered from 0.
 *
 * <p>Only the machine's thread uses it. A device or firmware checks what its guest asks for before
 * it calls: sector numbers here are always in range.
 */
public interface Disk extends AutoCloseable {

  /** Bytes in a sector: 512, or 2,048 on a CD-ROM. */
  int sectorSize();

  /** Number of sectors; an image's last one is filled up with zeros. */
  long sectors();

  /** Whether {@link #write} is refused. */
  boolean isReadOnly();

  /**
   * Reads {@code count} sectors from {@code sector} into {@code target} at index {@code from}.
   *
   * @throws IOException if the host cannot read them (the image has become shorter, say): the guest
   *     sees an error of the medium
   */
  void read(long sector, int count, byte[] target, int from) throws IOException;

  /**
   * Writes {@code count} sectors to {@code sector} from {@code source} at index {@code from}.
   *
   * @throws IOException if the host cannot write them
   */
  void write(long sector, int count, byte[] source, int from) throws IOException;

  /**
   * Returns when the host has put to its storage whatever was written.
   *
   * @throws IOException if the host cannot
   */
  void flush() throws IOException;

  /** Whether {@link #forgetWrites} can make it what it was when it was opened. */
  default boolean canForgetWrites() {
    return isReadOnly();
  }

  /** Makes it what it was when it was opened, which it can. */
  default void forgetWrites() {}

  @Override
  void close() throws IOException;
}
