package emu.cli.inspect;

import emu.cli.iso.IsoBootFile;
import emu.devices.boot.BootException;
import emu.devices.boot.BootFile;
import emu.devices.boot.KernelFile;
import emu.devices.boot.LoaderCache;
import emu.devices.iso.IsoEntry;
import emu.devices.iso.IsoException;
import emu.devices.iso.IsoImage;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a file is.
 *
 * @param path its path
 * @param size its bytes; -1 if there is no such file
 * @param kernel what it is, if that was found out
 * @param problem why not, or ""
 */
public record FileFinding(String path, long size, Optional<KernelFile> kernel, String problem) {

  /** What is at {@code path} in {@code image}. */
  public static FileFinding in(IsoImage image, String path, LoaderCache cache) throws IsoException {
    Optional<IsoEntry> entry = image.find(path);
    if (entry.isEmpty()) {
      return new FileFinding(path, -1, Optional.empty(), "there is no such file in the image");
    }
    return of(path, entry.get().size(), new IsoBootFile(image.file(), path), cache);
  }

  /** What the host's {@code file} is. */
  public static FileFinding of(Path file, LoaderCache cache) {
    return of(file.toString(), file.toFile().length(), BootFile.of(file), cache);
  }

  private static FileFinding of(String path, long size, BootFile file, LoaderCache cache) {
    try {
      return new FileFinding(path, size, Optional.of(KernelFile.of(file, Optional.of(cache))), "");
    } catch (BootException e) {
      return new FileFinding(path, size, Optional.empty(), e.getMessage());
    }
  }

  /** Whether it can be booted directly. */
  boolean isBootable() {
    return kernel.isPresent() && kernel.get().isBootable();
  }

  /** What it is, in a line. */
  String description() {
    if (kernel.isEmpty()) {
      return problem;
    }
    KernelFile file = kernel.get();
    StringBuilder text = new StringBuilder(file.kind().title());
    if (!file.version().isEmpty()) {
      text.append(' ').append(file.version().split(" ")[0]);
    }
    if (!file.detail().isEmpty()) {
      text.append(", ").append(file.detail());
    }
    if (file.protocol() > 0) {
      text.append(
          ", boot protocol %d.%02d".formatted(file.protocol() >> 8, file.protocol() & 0xFF));
    }
    file.compression().ifPresent(name -> text.append(", ").append(name));
    if (file.pvhEntry().isPresent()) {
      text.append(", PVH entry 0x%x".formatted(file.pvhEntry().getAsLong()));
    } else if (file.isBootable()) {
      text.append(", no PVH note");
    }
    return text.toString();
  }
}
