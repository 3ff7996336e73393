package emu.devices.iso.menu;

import emu.devices.iso.IsoException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the configuration of GRUB 2: a script whose commands make menu entries. */
public final class GrubConfig {
  private static final int MOST_DEPTH = 16;

  private final ConfigFiles files;
  private final Budget budget;
  private final GrubScript script;
  private final List<MenuEntry> entries = new ArrayList<>();
  private final List<String> configurations = new ArrayList<>();
  private final Set<String> loops = new HashSet<>();

  private GrubConfig(ConfigFiles files, Budget budget) {
    this.files = files;
    this.budget = budget;
    this.script = new GrubScript(files, budget);
  }

  /**
   * Reads the configuration at {@code path}, which is there.
   *
   * @throws IsoException if it cannot be read, or goes on without end
   */
  public static BootMenu read(ConfigFiles files, String path) throws IsoException {
    return read(files, path, new Budget(path));
  }

  private static BootMenu read(ConfigFiles files, String path, Budget budget) throws IsoException {
    GrubConfig config = new GrubConfig(files, budget);
    GrubEnvironment environment = GrubEnvironment.ofCdRom(BootPath.folder(path), budget);
    GrubItem menu = GrubItem.root();
    budget.enterFile(path);
    config.script.source(path, environment, config.intoMenu(menu));
    config.list(menu, List.of(), environment);
    if (config.entries.stream().noneMatch(MenuEntry::isLinux)) {
      for (String other : config.configurations) {
        BootMenu next = read(files, other, budget);
        if (next.entries().stream().anyMatch(MenuEntry::isLinux)) {
          return next;
        }
      }
    }
    budget.leaveFile();
    int standard = menu.chosen(environment.get("default"));
    return new BootMenu(path, config.entries, standard, timeout(environment.get("timeout")));
  }

  private static double timeout(String value) {
    return value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
  }

  /** What commands do where a menu is made. */
  private GrubScript.Commands intoMenu(GrubItem menu) {
    return (words, block, environment) ->
        switch (words.isEmpty() ? "" : words.getFirst()) {
          case "menuentry", "submenu" -> {
            budget.entry();
            menu.items().add(GrubItem.of(words, block));
            yield true;
          }
          case "configfile", "normal" -> {
            words.stream().skip(1).limit(1).map(GrubScript::path).forEach(configurations::add);
            yield true;
          }
          default -> common(words, environment);
        };
  }

  /** Makes entries of what {@code menu} shows. */
  private void list(GrubItem menu, List<String> menus, GrubEnvironment environment)
      throws IsoException {
    if (menus.size() > MOST_DEPTH) {
      throw budget.endless("nests more than " + MOST_DEPTH + " menus");
    }
    for (GrubItem item : menu.items()) {
      GrubEnvironment own = environment.copy();
      if (item.isSubmenu()) {
        script.run(item.body(), own, intoMenu(item));
        list(item, Stream.concat(menus.stream(), Stream.of(item.title())).toList(), own);
      } else {
        GrubEntry entry = new GrubEntry(loops);
        script.run(
            item.body(),
            own,
            (words, block, variables) -> entry.take(words) || common(words, variables));
        item.setIndex(entries.size());
        entries.add(entry.entry(item.id(), item.title(), menus));
        entry.configuration().ifPresent(configurations::add);
      }
    }
  }

  /** What commands do anywhere; those that are not known here succeed. */
  private boolean common(List<String> words, GrubEnvironment environment) throws IsoException {
    String last = words.isEmpty() ? "" : words.getLast();
    return switch (words.isEmpty() ? "" : words.getFirst()) {
      case "search", "search.file", "search.fs_label", "search.fs_uuid" -> {
        environment.set("root", "cd0");
        yield found(words);
      }
      case "loadfont", "background_image" ->
          words.size() == 1 || files.exists(GrubScript.path(last));
      case "loopback" -> {
        words.stream().skip(1).filter(word -> !word.startsWith("-")).limit(1).forEach(loops::add);
        yield true;
      }
      default -> true;
    };
  }

  /** Whether there is the file that is searched for; all else is taken to be this image. */
  private boolean found(List<String> words) throws IsoException {
    boolean byFile =
        words.getFirst().equals("search.file") || words.contains("--file") || words.contains("-f");
    for (String word : byFile ? words : List.<String>of()) {
      if (word.startsWith("/")) {
        return files.exists(GrubScript.path(word));
      }
    }
    return true;
  }
}
