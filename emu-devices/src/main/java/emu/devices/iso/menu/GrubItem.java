package emu.devices.iso.menu;

import java.util.ArrayList;
import java.util.List;

/** What a GRUB menu shows in one line: an entry, or a submenu with more of them. */
final class GrubItem {
  private final String title;
  private final String id;
  private final List<GrubCommand> body;
  private final boolean submenu;
  private final List<GrubItem> items = new ArrayList<>();
  private int index = -1;

  private GrubItem(String title, String id, List<GrubCommand> body, boolean submenu) {
    this.title = title;
    this.id = id;
    this.body = body;
    this.submenu = submenu;
  }

  /** The first menu. */
  static GrubItem root() {
    return new GrubItem("", "", List.of(), true);
  }

  /** What the command {@code menuentry} or {@code submenu} makes. GRUB manual 2.06, "menuentry". */
  static GrubItem of(List<String> words, List<GrubCommand> body) {
    String title = "";
    String id = "";
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--id") && i + 1 < words.size()) {
        id = words.get(++i);
      } else if (word.startsWith("--id=")) {
        id = word.substring("--id=".length());
      } else if (word.equals("--class") || word.equals("--users") || word.equals("--hotkey")) {
        i++;
      } else if (!word.startsWith("--") && title.isEmpty()) {
        title = word;
      }
    }
    String shown = Text.printable(title);
    return new GrubItem(
        shown, id.isEmpty() ? shown : Text.printable(id), body, words.getFirst().equals("submenu"));
  }

  String title() {
    return title;
  }

  String id() {
    return id;
  }

  List<GrubCommand> body() {
    return body;
  }

  boolean isSubmenu() {
    return submenu;
  }

  /** What a submenu shows; grows while it is read. */
  List<GrubItem> items() {
    return items;
  }

  /** It became the entry {@code newIndex}. */
  void setIndex(int newIndex) {
    index = newIndex;
  }

  /**
   * Index of the entry that {@code choice} names in this menu, -1 if there is none: a number from
   * 0, an id or a title; a greater-than sign leads into a submenu. GRUB manual 2.06, "default".
   */
  int chosen(String choice) {
    if (!submenu) {
      return index;
    }
    String[] steps = choice.split(">", 2);
    String rest = steps.length > 1 ? steps[1] : "";
    for (GrubItem item : items) {
      if (item.id.equals(steps[0]) || item.title.equals(steps[0])) {
        return item.chosen(rest);
      }
    }
    int number = steps[0].matches("[0-9]{1,9}") ? Integer.parseInt(steps[0]) : 0;
    return items.isEmpty() ? -1 : items.get(number < items.size() ? number : 0).chosen(rest);
  }
}
