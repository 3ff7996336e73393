package emu.cli.iso;

import emu.devices.boot.BootException;
import emu.devices.boot.BootFile;
import emu.devices.iso.IsoEntry;
import emu.devices.iso.IsoException;
import emu.devices.iso.IsoImage;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file in an ISO image, to be booted. The image is opened whenever the file is read, so nobody
 * needs to close it.
 *
 * @param image the image
 * @param path the file's path in it
 */
public record IsoBootFile(Path image, String path) implements BootFile {

  @Override
  public String name() {
    return path + " in the ISO " + image;
  }

  @Override
  public byte[] head(String role, int most) throws BootException {
    try (IsoImage iso = IsoImage.open(image)) {
      Optional<IsoEntry> entry = iso.find(path);
      if (entry.isEmpty()) {
        throw new BootException(
            "there is no %s %s: the image is damaged, or its boot menu means another disk"
                .formatted(role, name()));
      }
      if (entry.get().isDirectory()) {
        throw new BootException("the %s %s is a folder".formatted(role, name()));
      }
      byte[] bytes = iso.read(entry.get(), most);
      if (bytes.length == 0) {
        throw new BootException("the %s %s is empty: get the ISO again".formatted(role, name()));
      }
      return bytes;
    } catch (IsoException e) {
      throw new BootException(e.getMessage(), e);
    }
  }
}
