package emu.guests;

import emu.cli.guest.AptPackages;
import emu.cli.guest.ProgressBar;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Debian's kernel with the modules that the installer's network image lacks, and a static busybox:
 * got from the packages by apt once, and kept in the user's cache.
 *
 * @param folder where they are
 */
record DebianKernel(Path folder) {
  private static final String SUITE = "bookworm";

  /** Folders of modules, below that of the kernel. */
  private static final List<String> WANTED =
      List.of(
              "block",
              "crypto",
              "drivers/ata",
              "drivers/block",
              "drivers/cdrom",
              "drivers/scsi",
              "fs/isofs",
              "lib")
          .stream()
          .map(name -> "kernel/" + name)
          .toList();

  Path image() {
    return folder.resolve("vmlinuz");
  }

  Path busybox() {
    return folder.resolve("busybox");
  }

  /** The folder of the modules, without subfolders. */
  Path modules() {
    return folder.resolve("modules");
  }

  /** Gets it if it is not there yet. */
  static DebianKernel obtain() throws IOException, InterruptedException {
    Path root = GuestFiles.cacheFolder();
    Path target = root.resolve("linux-" + SUITE);
    if (!Files.exists(target)) {
      Files.createDirectories(root);
      Path work = Files.createTempDirectory(root, ".linux-");
      try (ProgressBar bar = ProgressBar.onStandardError()) {
        Path unpacked =
            new AptPackages(Path.of("/etc/apt"))
                .fetch(SUITE, List.of("busybox-static"), List.of("linux-image-amd64"), work, bar);
        Path ready = Files.createDirectory(work.resolve("ready"));
        collect(unpacked, ready);
        Files.move(ready, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileAlreadyExistsException e) {
        // Another process was quicker.
      } finally {
        delete(work);
      }
    }
    return new DebianKernel(target);
  }

  private static void collect(Path unpacked, Path ready) throws IOException {
    Files.move(unpacked.resolve("bin/busybox"), ready.resolve("busybox"));
    Files.move(only(unpacked.resolve("boot"), "vmlinuz-"), ready.resolve("vmlinuz"));
    Path modules = Files.createDirectory(ready.resolve("modules"));
    Path from = only(unpacked.resolve("lib/modules"), "");
    for (String wanted : WANTED) {
      try (Stream<Path> files = Files.walk(from.resolve(wanted))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".ko")).toList()) {
          String name = file.getFileName().toString().replace('-', '_');
          Files.move(file, modules.resolve(name));
        }
      }
    }
  }

  private static Path only(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow(() -> new IOException("nothing in " + folder));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
