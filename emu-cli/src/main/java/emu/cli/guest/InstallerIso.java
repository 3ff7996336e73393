package emu.cli.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import emu.cli.error.UserException;
import emu.cli.guest.Guest.DebianInstaller;
import emu.devices.iso.IsoEntry;
import emu.devices.iso.IsoException;
import emu.devices.iso.IsoImage;
import emu.devices.iso.write.Contents;
import emu.devices.iso.write.IsoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes ISO images of Debian installers from Debian's packages, with the layout of the network
 * installation images (netinst), but without a package pool.
 *
 * @param loader the boot loader
 * @param serial whether loader and kernel use the first serial port, and boot without being asked
 */
public record InstallerIso(Loader loader, boolean serial) {

  /** A boot loader. */
  public enum Loader {
    /** ISOLINUX with its graphical menu, as Debian's own images have. */
    ISOLINUX("isolinux"),
    /** GRUB 2. */
    GRUB("grub-rescue-pc");

    private final String packageName;

    Loader(String packageName) {
      this.packageName = packageName;
    }
  }

  private static final String CODE = "usr/lib/ISOLINUX/";
  private static final String GRUB_IMAGE = "usr/lib/grub-rescue/grub-rescue-cdrom.iso";
  private static final String GRUB_LOADER = "/boot/grub/i386-pc/eltorito.img";
  private static final int MOST_GRUB_FILE = 16 << 20;

  private static final String ISOLINUX_SERIAL = "serial 0 115200\n";
  private static final String GRUB_SERIAL =
      """
      serial --unit=0 --speed=115200
      terminal_input serial console
      terminal_output serial console
      set timeout=1
      """;

  /**
   * Writes the image of {@code installer} to {@code target}.
   *
   * @param folder an empty folder to work in
   * @throws UserException if the packages cannot be had
   * @throws IOException if a file cannot be read or written
   * @throws InterruptedException if the thread is interrupted
   */
  public void write(
      DebianInstaller installer, AptPackages packages, Path folder, Path target, Progress progress)
      throws IOException, InterruptedException {
    List<String> names = List.of(installer.packageName(), loader.packageName);
    Path unpacked = packages.fetch(installer.suite(), names, List.of(), folder, progress);
    Path files = unpacked.resolve(installer.packageFolder());
    IsoWriter writer = new IsoWriter("Debian %d amd64 n".formatted(installer.release()));
    writer
        .file("/.disk/info", text("Debian GNU/Linux %d amd64\n".formatted(installer.release())))
        .file("/install.amd/vmlinuz", Contents.of(files.resolve(DebianInstaller.KERNEL)))
        .file("/install.amd/initrd.gz", Contents.of(files.resolve(DebianInstaller.INITRD)))
        .file("/boot/grub/grub.cfg", text(grubMenu(files.resolve("grub/grub.cfg"))));
    Path screens = files.resolve("boot-screens");
    if (loader == Loader.ISOLINUX) {
      isolinux(writer, screens, unpacked.resolve(CODE));
    } else {
      writer
          .file("/isolinux/splash.png", Contents.of(screens.resolve("splash.png")))
          .file("/boot/grub/font.pf2", Contents.of(files.resolve("grub/font.pf2")));
      grub(writer, unpacked.resolve(GRUB_IMAGE));
    }
    writer.write(target);
  }

  private static Contents text(String text) {
    return Contents.of(text.getBytes(UTF_8));
  }

  private void isolinux(IsoWriter writer, Path screens, Path code) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(screens)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.endsWith(".cfg")) {
        String menu = isolinuxMenu(Files.readString(file), name.equals("syslinux.cfg"));
        writer.file("/isolinux/" + name.replace("syslinux", "isolinux"), text(menu));
      } else {
        writer.file("/isolinux/" + name, Contents.of(file));
      }
    }
    writer
        .bootBios(
            "/isolinux/isolinux.bin",
            Files.readAllBytes(code.resolve("isolinux.bin")),
            "/isolinux/boot.cat")
        .hybrid(Files.readAllBytes(code.resolve("isohdpfx.bin")));
  }

  /** A file of the menu, whose paths are those of a network boot, for the image. */
  private String isolinuxMenu(String netboot, boolean first) {
    String menu =
        netboot
            .replaceAll("(?m)^path .*\n", "")
            .replace("debian-installer/amd64/boot-screens/", "")
            .replace("debian-installer/amd64/linux", "/install.amd/vmlinuz")
            .replace("debian-installer/amd64/initrd.gz", "/install.amd/initrd.gz");
    if (!serial) {
      return menu;
    }
    String plain = menu.replace("vga=788", "console=ttyS0");
    return first
        ? ISOLINUX_SERIAL + plain.replace("default vesamenu.c32", "default install")
        : plain;
  }

  private String grubMenu(Path netboot) throws IOException {
    String menu =
        Files.readString(netboot)
            .replace("/debian-installer/amd64/linux", "/install.amd/vmlinuz")
            .replace("/debian-installer/amd64/initrd.gz", "/install.amd/initrd.gz");
    return serial
        ? GRUB_SERIAL
            + menu.replace("vga=788", "console=ttyS0").replace("terminal_output gfxterm", "true")
        : menu;
  }

  /** Takes GRUB over from the image in which Debian ships it. */
  private static void grub(IsoWriter writer, Path rescue) throws IOException {
    try (IsoImage image = IsoImage.open(rescue)) {
      Deque<IsoEntry> folders = new ArrayDeque<>();
      image.find("/boot/grub").ifPresent(folders::add);
      while (!folders.isEmpty()) {
        for (IsoEntry entry : image.list(folders.pop())) {
          if (entry.isDirectory()) {
            folders.push(entry);
          } else if (entry.path().equals(GRUB_LOADER)) {
            writer.bootBios(GRUB_LOADER, image.read(entry, MOST_GRUB_FILE), "/boot.catalog");
          } else if (!entry.name().equals("grub.cfg")) {
            writer.file(entry.path(), Contents.of(image.read(entry, MOST_GRUB_FILE)));
          }
        }
      }
    } catch (IsoException e) {
      throw new UserException(e.getMessage(), e);
    }
  }
}
