package emu.cli.inspect;

import emu.devices.boot.LoaderCache;
import emu.devices.iso.BootCatalog;
import emu.devices.iso.BootEntry;
import emu.devices.iso.BootLoader;
import emu.devices.iso.IsoException;
import emu.devices.iso.IsoImage;
import emu.devices.iso.Volume;
import emu.devices.iso.menu.BootMenu;
import emu.devices.iso.menu.MenuEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is in an ISO image for somebody who wants to boot it.
 *
 * @param file the image's path
 * @param size its bytes
 * @param hybrid whether it also boots as a disk
 * @param udf whether it has UDF too
 * @param loader its boot loader
 * @param files the kernels and initial RAM disks of the menu
 */
public record IsoFindings(
    String file,
    long size,
    Volume volume,
    boolean hybrid,
    boolean udf,
    Optional<BootCatalog> catalog,
    BootLoader loader,
    List<FileFinding> files) {
  /** Kernels that are looked at; each takes a part of a second. */
  private static final int MOST_FILES = 64;

  /**
   * Looks at {@code image}.
   *
   * @throws IsoException if it is damaged
   */
  public static IsoFindings of(IsoImage image, LoaderCache cache) throws IsoException {
    BootLoader loader = BootLoader.of(image);
    Set<String> paths = new LinkedHashSet<>();
    for (MenuEntry entry : loader.menu().map(BootMenu::entries).orElse(List.of())) {
      if (entry.isLinux() || entry.action() == MenuEntry.Action.MULTIBOOT) {
        paths.add(entry.kernel());
        paths.addAll(entry.initrds());
      }
    }
    List<FileFinding> files = new ArrayList<>();
    for (String path : paths.stream().limit(MOST_FILES).toList()) {
      files.add(FileFinding.in(image, path, cache));
    }
    return new IsoFindings(
        image.file().toString(),
        image.size(),
        image.volume(),
        image.isHybrid(),
        image.hasUdf(),
        image.bootCatalog(),
        loader,
        files);
  }

  /** Whether a BIOS can boot it. */
  public boolean bootsByBios() {
    return catalog.map(BootCatalog::entries).orElse(List.of()).stream()
        .anyMatch(entry -> entry.platform() == BootEntry.PLATFORM_PC && entry.bootable());
  }

  /** Whether one of its kernels can be booted directly. */
  public boolean bootsDirectly() {
    return files.stream().anyMatch(FileFinding::isBootable);
  }
}
