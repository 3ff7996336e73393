package emu.cli;

import emu.cli.error.UserException;
import emu.cli.iso.IsoBootFile;
import emu.cli.option.DriveImage;
import emu.devices.boot.BootFile;
import emu.devices.boot.KernelRequest;
import emu.devices.iso.BootLoader;
import emu.devices.iso.IsoException;
import emu.devices.iso.IsoImage;
import emu.devices.iso.menu.BootMenu;
import emu.devices.iso.menu.MenuEntry;
import emu.devices.storage.Drive;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An entry of an ISO image's boot menu, booted directly.
 *
 * @param image the image
 * @param entry the entry, which boots Linux
 */
record FastBoot(Path image, MenuEntry entry) {
  private static final int MOST_NAMES = 12;

  /**
   * The entry that {@code label} names, or the default one, on the CD-ROM of {@code drives}.
   *
   * @throws UserException if there is no such
   */
  static FastBoot of(Optional<String> label, DriveOptions drives) {
    Path image =
        drives.images().stream()
            .filter(drive -> drive.kind() == Drive.Kind.CD_ROM)
            .map(DriveImage::file)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow(() ->
                new UserException("--fast boots what is on a CD-ROM: give it with -cdrom FILE"));
    try (IsoImage iso = IsoImage.open(image)) {
      BootMenu menu = BootLoader.of(iso).menu().orElseThrow(() -> noMenu(image));
      MenuEntry entry = label.isEmpty() ? standard(menu, image) : named(label.get(), menu, image);
      return new FastBoot(image, entry);
    } catch (IsoException e) {
      throw new UserException(e.getMessage(), e);
    }
  }

  private static UserException noMenu(Path image) {
    return new UserException(
        "the ISO %s has no configuration of ISOLINUX or GRUB where they look for it: boot it"
                .formatted(image)
            + " without --fast");
  }

  private static MenuEntry standard(BootMenu menu, Path image) {
    MenuEntry entry =
        menu.standardEntry()
            .orElseThrow(
                () -> new UserException("the boot menu of the ISO %s is empty".formatted(image)));
    if (!entry.isLinux()) {
      throw new UserException(
          "the default entry '%s' %s, which --fast does not: name another with --entry; %s"
              .formatted(entry.place(), entry.action().text(), choices(menu)));
    }
    return entry;
  }

  private static MenuEntry named(String name, BootMenu menu, Path image) {
    List<MenuEntry> found = menu.named(name);
    if (found.isEmpty()) {
      throw new UserException(
          "the boot menu of the ISO %s has no entry '%s': %s"
              .formatted(image, name, suggestion(name, menu)));
    }
    if (found.size() > 1) {
      throw new UserException(
          "the boot menu of the ISO %s has several entries '%s': name one of %s"
              .formatted(
                  image,
                  name,
                  found.stream()
                      .limit(MOST_NAMES)
                      .map(entry -> "'" + entry.place() + "'")
                      .collect(Collectors.joining(", "))));
    }
    if (!found.getFirst().isLinux()) {
      throw new UserException(
          "the entry '%s' %s, which --fast does not: boot the ISO %s without --fast"
              .formatted(name, found.getFirst().action().text(), image));
    }
    return found.getFirst();
  }

  private static String suggestion(String name, BootMenu menu) {
    Map<String, String> names = new LinkedHashMap<>();
    for (MenuEntry entry : menu.entries()) {
      names.put(entry.title(), entry.title());
      names.put(entry.label(), entry.label());
    }
    Optional<String> near = Nearest.of(name, names.keySet());
    return near.map(word -> "did you mean '%s'?".formatted(word)).orElse(choices(menu));
  }

  private static String choices(BootMenu menu) {
    List<String> labels =
        menu.entries().stream()
            .filter(MenuEntry::isLinux)
            .map(entry -> "'" + entry.label() + "'")
            .distinct()
            .toList();
    if (labels.isEmpty()) {
      return "none of its entries boots Linux";
    }
    String more = labels.size() > MOST_NAMES ? ", and others that emu inspect lists" : "";
    return "it has " + labels.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")) + more;
  }

  /** What the loader is to load; the host unpacks the initial RAM disks. */
  KernelRequest request(KernelOptions options) {
    List<BootFile> initrds =
        entry.initrds().stream().<BootFile>map(path -> new IsoBootFile(image, path)).toList();
    return new KernelRequest(
        new IsoBootFile(image, entry.kernel()),
        initrds,
        commandLine(options),
        options.protocol,
        true,
        Optional.empty());
  }

  private String commandLine(KernelOptions options) {
    String more = options.append == null ? "" : options.append;
    return (entry.arguments() + " " + more).strip();
  }

  /** What to tell a user who will see nothing of the guest; there is no screen. */
  Optional<String> silence(KernelOptions options) {
    return commandLine(options).contains("console=ttyS")
        ? Optional.empty()
        : Optional.of(
            "the arguments of '%s' name no serial console, and there is no screen: to see the guest,"
                    .formatted(entry.place())
                + " add -append console=ttyS0 -nographic, or a -display");
  }
}
