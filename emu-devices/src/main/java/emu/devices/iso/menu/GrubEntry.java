package emu.devices.iso.menu;

import emu.devices.iso.menu.MenuEntry.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the commands of one menu entry come to. */
final class GrubEntry {
  private final Set<String> loops;
  private final List<String> initrds = new ArrayList<>();
  private Action action = Action.OTHER;
  private String kernel = "";
  private String arguments = "";

  /**
   * Nothing yet.
   *
   * @param loops devices that are images inside the image
   */
  GrubEntry(Set<String> loops) {
    this.loops = loops;
  }

  /** Takes a command if it is one that boots; whether it was. */
  boolean take(List<String> words) {
    List<String> rest = words.stream().skip(1).dropWhile(word -> word.startsWith("--")).toList();
    switch (words.isEmpty() ? "" : words.getFirst()) {
      case "linux", "linux16", "linuxefi" -> load(Action.LINUX, rest);
      case "multiboot", "multiboot2" -> load(Action.MULTIBOOT, rest);
      case "chainloader", "kfreebsd", "knetbsd", "kopenbsd", "ntldr" -> load(Action.CHAIN, rest);
      case "configfile", "normal" -> load(Action.CONFIGURATION, rest);
      case "initrd", "initrd16", "initrdefi" ->
          rest.stream().map(GrubScript::path).forEach(initrds::add);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void load(Action what, List<String> words) {
    if (words.isEmpty()) {
      return;
    }
    String file = words.getFirst();
    boolean elsewhere = loops.stream().anyMatch(device -> file.startsWith("(" + device + ")"));
    action = elsewhere ? Action.CHAIN : what;
    kernel = GrubScript.path(file);
    arguments =
        words.stream()
            .skip(1)
            .map(word -> word.contains(" ") ? "\"" + word + "\"" : word)
            .collect(Collectors.joining(" "));
  }

  /** The configuration that it loads, if it does. */
  Optional<String> configuration() {
    return action == Action.CONFIGURATION ? Optional.of(kernel) : Optional.empty();
  }

  MenuEntry entry(String id, String title, List<String> menus) {
    return new MenuEntry(id, title, menus, action, kernel, initrds, Text.printable(arguments));
  }
}
