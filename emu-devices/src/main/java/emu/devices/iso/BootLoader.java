package emu.devices.iso;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import emu.devices.iso.menu.BootMenu;
import emu.devices.iso.menu.ConfigFiles;
import emu.devices.iso.menu.GrubConfig;
import emu.devices.iso.menu.IsolinuxConfig;
import emu.devices.iso.menu.MenuEntry;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The boot loader in an image.
 *
 * @param name ISOLINUX or GRUB; "" if it is none of these
 * @param version its version, "" if it does not say
 * @param menu what it offers, if a configuration was found
 */
public record BootLoader(String name, String version, Optional<BootMenu> menu) {
  private static final String ISOLINUX = "ISOLINUX";
  private static final String GRUB = "GRUB";

  // Of ISOLINUX, in its order: core/fs/iso9660/iso9660.c.
  private static final List<String> ISOLINUX_CONFIGURATIONS =
      List.of(
          "/boot/isolinux/isolinux.cfg",
          "/boot/isolinux/syslinux.cfg",
          "/isolinux/isolinux.cfg",
          "/isolinux/syslinux.cfg",
          "/boot/syslinux/isolinux.cfg",
          "/boot/syslinux/syslinux.cfg",
          "/syslinux/isolinux.cfg",
          "/syslinux/syslinux.cfg",
          "/isolinux.cfg",
          "/syslinux.cfg");

  private static final List<String> GRUB_CONFIGURATIONS =
      List.of(
          "/boot/grub/grub.cfg",
          "/boot/grub2/grub.cfg",
          "/grub/grub.cfg",
          "/grub.cfg",
          "/EFI/BOOT/grub.cfg",
          "/EFI/debian/grub.cfg");

  private static final String GRUB_MODULE = "/boot/grub/i386-pc/normal.mod";
  private static final int MOST_MODULE = 1 << 20;
  private static final int MOST_LOADER = 1 << 16;
  private static final Pattern GRUB_VERSION =
      Pattern.compile("\0([0-9]\\.[0-9]{2}[-+.~0-9A-Za-z]{0,40})\0");
  private static final Pattern ISOLINUX_VERSION =
      Pattern.compile("ISOLINUX ([0-9]\\.[0-9]{2}[-+.~0-9A-Za-z]{0,40})");

  // The start of what GRUB has a BIOS load from a CD-ROM, grub-core/boot/i386/pc/cdboot.S.
  private static final String GRUB_COMPLAINT = "cdrom read fails";

  /**
   * Looks for the boot loader in {@code image}.
   *
   * @throws IsoException if the image or the loader's configuration is damaged
   */
  public static BootLoader of(IsoImage image) throws IsoException {
    String start = bootImage(image);
    ConfigFiles files = new ImageConfigFiles(image);
    Matcher isolinux = ISOLINUX_VERSION.matcher(start);
    if (isolinux.find()) {
      return new BootLoader(ISOLINUX, isolinux.group(1), menu(files, true));
    }
    boolean grub = start.contains(GRUB_COMPLAINT);
    return new BootLoader(grub ? GRUB : "", grub ? grubVersion(image) : "", menu(files, !grub));
  }

  /** The start of what a BIOS boots, as Latin-1. */
  private static String bootImage(IsoImage image) throws IsoException {
    for (BootEntry entry : image.bootCatalog().map(BootCatalog::entries).orElse(List.of())) {
      if (entry.platform() == BootEntry.PLATFORM_PC) {
        return image.raw(entry.position(), MOST_LOADER, "its boot image").text(ISO_8859_1);
      }
    }
    return "";
  }

  private static String grubVersion(IsoImage image) throws IsoException {
    Optional<IsoEntry> module = image.find(GRUB_MODULE);
    if (module.isEmpty()) {
      return "";
    }
    String bytes = new String(image.read(module.get(), MOST_MODULE), ISO_8859_1);
    Matcher matcher = GRUB_VERSION.matcher(bytes);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** The menu of one of the loaders, or that of the other if it boots nothing. */
  private static Optional<BootMenu> menu(ConfigFiles files, boolean isolinuxFirst)
      throws IsoException {
    Optional<BootMenu> first = isolinuxFirst ? isolinux(files) : grub(files);
    if (first.isPresent() && first.get().entries().stream().anyMatch(MenuEntry::isLinux)) {
      return first;
    }
    Optional<BootMenu> second = isolinuxFirst ? grub(files) : isolinux(files);
    return second.isPresent() ? second : first;
  }

  private static Optional<BootMenu> isolinux(ConfigFiles files) throws IsoException {
    Optional<String> path = firstOf(ISOLINUX_CONFIGURATIONS, files);
    return path.isEmpty() ? Optional.empty() : Optional.of(IsolinuxConfig.read(files, path.get()));
  }

  private static Optional<BootMenu> grub(ConfigFiles files) throws IsoException {
    Optional<String> path = firstOf(GRUB_CONFIGURATIONS, files);
    return path.isEmpty() ? Optional.empty() : Optional.of(GrubConfig.read(files, path.get()));
  }

  private static Optional<String> firstOf(List<String> paths, ConfigFiles files)
      throws IsoException {
    for (String path : paths) {
      if (files.exists(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }
}
