package emu.devices.boot;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A module as the user names it, after QEMU's manner: the name of a file and, behind a space, a
 * text for the kernel ({@code -initrd "init.elf quiet"}).
 *
 * @param file the file
 * @param text all that the user wrote
 */
record ModuleFile(BootFile file, String text) {

  static ModuleFile of(BootFile named) {
    String text = named.name();
    int end = text.indexOf(' ');
    boolean hasText = end > 0 && named instanceof HostFile host && !Files.exists(host.path());
    return new ModuleFile(hasText ? BootFile.of(Path.of(text.substring(0, end))) : named, text);
  }

  /** Puts it where there is room above the kernel, on a page boundary. */
  BootModule load(GuestLayout layout) throws BootException {
    ByteView bytes =
        ByteView.of(file.read("module", layout.ramBytes()), "the module " + file.name());
    long address = layout.allocateAboveClaims(bytes.length(), bytes.what());
    layout.write(address, bytes);
    return new BootModule(address, bytes.length(), text);
  }
}
