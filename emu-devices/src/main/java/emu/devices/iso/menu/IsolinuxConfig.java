package emu.devices.iso.menu;

import emu.devices.iso.IsoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the configuration of ISOLINUX, SYSLINUX and EXTLINUX with the directives of their menus.
 * Syslinux 6, doc/syslinux.txt and doc/menu.txt.
 */
public final class IsolinuxConfig {
  private static final double TENTHS = 10;

  private final ConfigFiles files;
  private final Budget budget;
  private final String folder;
  private final List<MenuEntry> entries = new ArrayList<>();
  private final List<String> configurations = new ArrayList<>();
  private IsolinuxMenu menu = new IsolinuxMenu(null, "");
  private IsolinuxLabel label;
  private boolean labelIsStandard;
  private String append = "";
  private String standard = "";
  private boolean hasMenu;
  private boolean inText;
  private boolean hasPrompt;
  private int timeout;

  private IsolinuxConfig(ConfigFiles files, String folder, Budget budget) {
    this.files = files;
    this.folder = folder;
    this.budget = budget;
  }

  /**
   * Reads the configuration at {@code path}, which is there.
   *
   * @throws IsoException if it cannot be read, or includes files without end
   */
  public static BootMenu read(ConfigFiles files, String path) throws IsoException {
    return read(files, path, BootPath.folder(path), new Budget(path));
  }

  /** Paths are relative to the folder of the first configuration, whoever includes them. */
  private static BootMenu read(ConfigFiles files, String path, String folder, Budget budget)
      throws IsoException {
    IsolinuxConfig config = new IsolinuxConfig(files, folder, budget);
    budget.enterFile(path);
    config.include(path);
    config.endLabel();
    int standard = config.standard();
    if (config.entries.stream().noneMatch(MenuEntry::isLinux)) {
      for (String other : config.configurations) {
        BootMenu next = read(files, other, folder, budget);
        if (next.entries().stream().anyMatch(MenuEntry::isLinux)) {
          return next;
        }
      }
    }
    budget.leaveFile();
    return new BootMenu(path, config.entries, standard, config.timeoutSeconds());
  }

  private void include(String path) throws IsoException {
    Optional<String> text = files.text(path);
    // What is not there is passed over, as ISOLINUX does: Debian's menus include such files.
    if (text.isPresent()) {
      budget.enterFile(path);
      for (String line : text.get().lines().toList()) {
        budget.step();
        line(line.strip());
      }
      budget.leaveFile();
    }
  }

  private void line(String line) throws IsoException {
    String[] words = line.split("\\s+", 2);
    String keyword = words[0].toLowerCase(Locale.ROOT);
    String rest = words.length > 1 ? words[1] : "";
    if (inText) {
      inText = !keyword.equals("endtext");
      return;
    }
    switch (keyword) {
      case "text" -> inText = rest.equalsIgnoreCase("help");
      case "include" -> include(resolve(rest));
      case "menu" -> menu(rest);
      case "label" -> {
        endLabel();
        label = new IsolinuxLabel(folder, Text.printable(rest), append);
      }
      case "default" -> standard = rest;
      case "ui" -> hasMenu = true;
      case "timeout" -> timeout = number(rest);
      case "prompt" -> hasPrompt = number(rest) != 0;
      case "append" -> {
        if (label == null) {
          append = rest;
        } else {
          label.append(rest);
        }
      }
      default -> ofLabel(keyword, rest);
    }
  }

  private void ofLabel(String keyword, String rest) {
    if (label == null) {
      return;
    }
    switch (keyword) {
      case "kernel",
          "linux",
          "com32",
          "comboot",
          "config",
          "localboot",
          "boot",
          "bss",
          "fdimage",
          "pxe" ->
          label.run(keyword, rest);
      case "initrd" -> label.initrd(rest);
      default -> {}
    }
  }

  private void menu(String text) throws IsoException {
    String[] words = text.split("\\s+", 2);
    String rest = words.length > 1 ? words[1] : "";
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case "label" -> {
        if (label == null) {
          menu.label(title(rest));
        } else {
          label.title(title(rest));
        }
      }
      case "title" -> menu.heading(title(rest));
      case "include" -> include(resolve(rest.split("\\s+")[0]));
      case "default" -> {
        if (label == null) {
          menu.markInParent();
        } else {
          labelIsStandard = true;
        }
      }
      case "begin" -> {
        endLabel();
        budget.entry();
        if (menu.path().size() >= IsolinuxMenu.MOST_DEPTH) {
          throw budget.endless("nests more than " + IsolinuxMenu.MOST_DEPTH + " menus");
        }
        menu = new IsolinuxMenu(menu, title(rest));
      }
      case "end" -> {
        endLabel();
        if (menu.parent() != null) {
          menu.end();
          menu = menu.parent();
        }
      }
      case "separator" -> endLabel();
      case "exit", "quit", "goto" -> {
        if (label != null) {
          label.leaveMenu();
        }
      }
      default -> {}
    }
  }

  private void endLabel() throws IsoException {
    if (label == null) {
      return;
    }
    budget.entry();
    if (!label.leavesMenu()) {
      menu.added(entries.size(), labelIsStandard);
      entries.add(label.entry(menu.path()));
      label.configuration().ifPresent(configurations::add);
    }
    label = null;
    labelIsStandard = false;
  }

  /** Index of the entry that is booted if nobody chooses; -1 if there is none. */
  private int standard() {
    String[] words = standard.strip().split("\\s+", 2);
    int named = indexOf(words[0]);
    while (menu.parent() != null) {
      menu.end();
      menu = menu.parent();
    }
    if (named >= 0) {
      if (words.length > 1 && !hasMenu) {
        entries.set(named, entries.get(named).withArguments(words[1]));
      }
      return named;
    }
    if (!words[0].isEmpty() && !hasMenu) {
      IsolinuxLabel command = IsolinuxLabel.ofCommand(folder, standard);
      MenuEntry entry = command.entry(List.of());
      if (entry.isLinux()) {
        entries.add(entry);
        return entries.size() - 1;
      }
      // Most name the program that shows the menu here.
      hasMenu = true;
      command.configuration().ifPresent(configurations::add);
    }
    return menu.standard();
  }

  private int indexOf(String name) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).label().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private String resolve(String path) {
    return BootPath.resolve(folder, path);
  }

  private static String title(String text) {
    return Text.printable(text.replaceFirst("\\^", ""));
  }

  /** It waits if there is a menu or a prompt, for ever if no time is given. */
  private double timeoutSeconds() {
    boolean asks = hasMenu || hasPrompt;
    return asks ? timeout == 0 ? -1 : timeout / TENTHS : 0;
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
  }
}
