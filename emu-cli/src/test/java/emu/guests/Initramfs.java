package emu.guests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small root file system for Linux: a shell, modules, and a script that is the first process. In
 * the format "newc" of cpio (Linux, driver-api/early-userspace/buffer-format.rst).
 */
final class Initramfs {
  private static final int FOLDER = 0040755;
  private static final int PROGRAM = 0100755;
  private static final int CHARACTER_DEVICE = 0020600;
  private static final Pattern DEPENDS = Pattern.compile("\0depends=([^\0]*)\0");

  private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
  private int entries;

  /** One with /bin/busybox, its programs still to be linked, and empty folders for the kernel's. */
  Initramfs(Path busybox) throws IOException {
    for (String folder : new String[] {"bin", "dev", "proc", "sys", "mnt", "modules"}) {
      entry(folder, FOLDER, new byte[0], 0, 0);
    }
    entry("dev/console", CHARACTER_DEVICE, new byte[0], 5, 1);
    entry("bin/busybox", PROGRAM, Files.readAllBytes(busybox), 0, 0);
  }

  /** Adds modules of {@code folder} and what they need, in an order to load them in. */
  Initramfs modules(Path folder, String... names) throws IOException {
    SequencedSet<String> ordered = new LinkedHashSet<>();
    for (String name : names) {
      collect(folder, name, ordered);
    }
    for (String name : ordered) {
      byte[] module = Files.readAllBytes(folder.resolve(name + ".ko"));
      entry("modules/%02d-%s.ko".formatted(entries, name), PROGRAM, module, 0, 0);
    }
    return this;
  }

  private static void collect(Path folder, String name, SequencedSet<String> ordered)
      throws IOException {
    if (ordered.contains(name)) {
      return;
    }
    for (String needed : needs(folder.resolve(name + ".ko"))) {
      collect(folder, needed, ordered);
    }
    ordered.add(name);
  }

  private static String[] needs(Path module) throws IOException {
    String text = new String(Files.readAllBytes(module), StandardCharsets.ISO_8859_1);
    Matcher matcher = DEPENDS.matcher(text);
    boolean some = matcher.find() && !matcher.group(1).isEmpty();
    return some ? matcher.group(1).replace('-', '_').split(",") : new String[0];
  }

  /** Writes it to {@code file}, with a first process that runs {@code script} and switches off. */
  Path write(Path file, String script) throws IOException {
    String init =
        """
        #!/bin/busybox sh
        export PATH=/bin
        /bin/busybox mount -t proc proc /proc
        /bin/busybox --install -s /bin
        mount -t sysfs sys /sys
        mount -t devtmpfs dev /dev
        for module in /modules/*; do insmod $module; done
        """
            + script
            + "poweroff -f\n";
    entry("init", PROGRAM, init.getBytes(StandardCharsets.US_ASCII), 0, 0);
    entry("TRAILER!!!", 0, new byte[0], 0, 0);
    return Files.write(file, archive.toByteArray());
  }

  private void entry(String name, int mode, byte[] data, int major, int minor) {
    int[] fields = {
      ++entries, mode, 0, 0, 1, 0, data.length, 0, 0, major, minor, name.length() + 1, 0
    };
    StringBuilder header = new StringBuilder("070701");
    for (int field : fields) {
      header.append("%08X".formatted(field));
    }
    header.append(name).append('\0');
    try {
      archive.write(header.toString().getBytes(StandardCharsets.US_ASCII));
      pad();
      archive.write(data);
      pad();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pad() {
    while (archive.size() % 4 != 0) {
      archive.write(0);
    }
  }
}
