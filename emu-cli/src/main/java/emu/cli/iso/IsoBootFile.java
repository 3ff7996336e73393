package emu.cli.iso;

import emu.devices.boot.BootException;
import emu.devices.boot.BootFile;
import emu.devices.iso.IsoEntry;
import emu.devices.iso.IsoException;
import emu.devices.iso.IsoImage;
import java.util.Optional;

/**
 * A file in an ISO image, to be booted.
 *
 * @param image the image, open as long as the file is read
 * @param entry the file
 */
public record IsoBootFile(IsoImage image, IsoEntry entry) implements BootFile {

  /**
   * The file at {@code path} in {@code image}.
   *
   * @throws IsoException if there is none
   */
  public static IsoBootFile of(IsoImage image, String path) throws IsoException {
    Optional<IsoEntry> entry = image.find(path);
    if (entry.isEmpty()) {
      throw new IsoException("there is no file %s in the ISO %s".formatted(path, image.file()));
    }
    if (entry.get().isDirectory()) {
      throw new IsoException("%s in the ISO %s is a folder".formatted(path, image.file()));
    }
    return new IsoBootFile(image, entry.get());
  }

  @Override
  public String name() {
    return entry.path() + " in the ISO " + image.file();
  }

  @Override
  public byte[] head(String role, int most) throws BootException {
    try {
      byte[] bytes = image.read(entry, most);
      if (bytes.length == 0) {
        throw new BootException("the " + role + " " + name() + " is empty: the image is damaged");
      }
      return bytes;
    } catch (IsoException e) {
      throw new BootException(e.getMessage(), e);
    }
  }
}
