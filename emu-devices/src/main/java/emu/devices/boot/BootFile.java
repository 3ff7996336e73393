package emu.devices.boot;

import java.nio.file.Path;

/** A kernel or an initial RAM disk, wherever its bytes come from. */
public interface BootFile {

  /** What it is called in messages, as in {@code /boot/vmlinuz}. */
  String name();

  /**
   * Its first {@code most} bytes, or all if it has fewer.
   *
   * @param role "kernel" or "initrd", for messages
   * @throws BootException if they cannot be read, or there are none
   */
  byte[] head(String role, int most) throws BootException;

  /** The host's file {@code path}. */
  static BootFile of(Path path) {
    return new HostFile(path);
  }

  /**
   * All its bytes.
   *
   * @param limit most bytes that can be of use
   * @throws BootException if there are more, or as {@link #head} says
   */
  default byte[] read(String role, long limit) throws BootException {
    byte[] bytes = head(role, (int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
    if (bytes.length > limit) {
      throw new BootException(
          "the "
              + role
              + " "
              + name()
              + " is larger than the "
              + Sizes.text(limit)
              + " that there is room for:"
              + " give the machine more memory with -m, or check that it is the right file");
    }
    return bytes;
  }
}
