package emu.devices.iso.menu;

import emu.devices.iso.menu.MenuEntry.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What stands between one {@code label} and the next. */
final class IsolinuxLabel {
  // Syslinux takes files of these types for other things than Linux, doc/syslinux.txt, KERNEL.
  private static final Set<String> MODULES = Set.of("c32", "com", "cbt");
  private static final Set<String> SECTORS = Set.of("bs", "bss", "bin", "img", "0");
  private static final Set<String> MENUS = Set.of("menu.c32", "vesamenu.c32", "cmenu.c32");
  private static final String INITRD = "initrd=";

  private final String folder;
  private final String name;
  private String type = "kernel";
  private String file = "";
  private String append;
  private String initrd = "";
  private String title = "";
  private boolean leavesMenu;

  /**
   * An empty one.
   *
   * @param folder what paths are relative to
   * @param append the command line if it has none of its own
   */
  IsolinuxLabel(String folder, String name, String append) {
    this.folder = folder;
    this.name = name;
    this.append = append;
  }

  /** One that does what {@code commandLine} says, a file's name and arguments. */
  static IsolinuxLabel ofCommand(String folder, String commandLine) {
    String[] words = commandLine.strip().split("\\s+", 2);
    IsolinuxLabel label = new IsolinuxLabel(folder, words[0], words.length > 1 ? words[1] : "");
    label.run("kernel", words[0]);
    return label;
  }

  /** Takes a directive that says what to run: its word and the file. */
  void run(String newType, String newFile) {
    type = newType;
    file = newFile;
  }

  void append(String text) {
    append = text.equals("-") ? "" : text;
  }

  void initrd(String text) {
    initrd = text;
  }

  void title(String text) {
    title = text;
  }

  /** It leads from one menu to another and boots nothing. */
  void leaveMenu() {
    leavesMenu = true;
  }

  boolean leavesMenu() {
    return leavesMenu;
  }

  /** The configuration that it loads, if it does. */
  Optional<String> configuration() {
    if (type.equals("config")) {
      return Optional.of(resolve(file.split("\\s+")[0]));
    }
    boolean menu = MENUS.contains(BootPath.name(file).toLowerCase(Locale.ROOT));
    String first = append.strip().split("\\s+")[0];
    boolean named = menu && !first.isEmpty() && !first.startsWith("-") && !first.startsWith("~");
    return named ? Optional.of(resolve(first)) : Optional.empty();
  }

  /** The entry that it makes in the innermost of {@code menus}. */
  MenuEntry entry(List<String> menus) {
    String shown = title.isEmpty() ? name : title;
    Action action = action();
    if (configuration().isPresent()) {
      return new MenuEntry(name, shown, menus, action, configuration().get(), List.of(), "");
    }
    String run = type.equals("localboot") ? "" : resolve(file.isEmpty() ? name : file);
    String arguments =
        Arrays.stream(append.strip().split("\\s+"))
            .filter(word -> !word.startsWith(INITRD))
            .collect(Collectors.joining(" "));
    return new MenuEntry(name, shown, menus, action, run, initrds(), arguments);
  }

  private List<String> initrds() {
    List<String> files = new ArrayList<>();
    for (String word : (INITRD + initrd + " " + append).split("\\s+")) {
      if (word.startsWith(INITRD)) {
        for (String path : word.substring(INITRD.length()).split(",")) {
          if (!path.isEmpty()) {
            files.add(resolve(path));
          }
        }
      }
    }
    return files;
  }

  private Action action() {
    if (configuration().isPresent()) {
      return Action.CONFIGURATION;
    }
    String base = BootPath.name(file).toLowerCase(Locale.ROOT);
    String suffix = base.substring(base.lastIndexOf('.') + 1);
    return switch (type) {
      case "linux" -> Action.LINUX;
      case "com32", "comboot" -> base.equals("mboot.c32") ? Action.MULTIBOOT : Action.MODULE;
      case "kernel" -> {
        if (base.equals("mboot.c32")) {
          yield Action.MULTIBOOT;
        }
        if (base.equals("memdisk") || SECTORS.contains(suffix)) {
          yield Action.CHAIN;
        }
        yield MODULES.contains(suffix) ? Action.MODULE : Action.LINUX;
      }
      default -> Action.CHAIN;
    };
  }

  private String resolve(String path) {
    return BootPath.resolve(folder, path);
  }
}
