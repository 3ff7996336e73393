package emu.devices.iso.menu;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a boot loader offers.
 *
 * @param configuration path of its configuration in the image
 * @param entries all entries of all menus, in the order of the configuration
 * @param standard index of the entry that it boots if nobody chooses, or -1
 * @param timeoutSeconds how long it waits for a choice; -1 for ever
 */
public record BootMenu(
    String configuration, List<MenuEntry> entries, int standard, double timeoutSeconds) {

  /** Copies the list. */
  public BootMenu {
    entries = List.copyOf(entries);
  }

  /** The entry that it boots if nobody chooses. */
  public Optional<MenuEntry> standardEntry() {
    return standard < 0 ? Optional.empty() : Optional.of(entries.get(standard));
  }

  /**
   * The entries called {@code name}: by label, by title with menus, or by title; the first of these
   * that finds any, then the same without regard to case.
   */
  public List<MenuEntry> named(String name) {
    List<Predicate<MenuEntry>> ways =
        List.of(
            entry -> entry.label().equals(name),
            entry -> entry.place().equals(name),
            entry -> entry.title().equals(name),
            entry -> entry.label().equalsIgnoreCase(name),
            entry -> entry.place().equalsIgnoreCase(name),
            entry -> entry.title().equalsIgnoreCase(name));
    for (Predicate<MenuEntry> way : ways) {
      List<MenuEntry> found = entries.stream().filter(way).toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }
}
