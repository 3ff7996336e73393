package emu.devices.iso.menu;

import java.util.ArrayList;
import java.util.List;

/** A menu or submenu while it is read. */
final class IsolinuxMenu {
  /** Deeper than anybody nests them; bounds what {@link #path} costs. */
  static final int MOST_DEPTH = 16;

  private final IsolinuxMenu parent;
  private final String tag;
  private String title = "";
  private boolean standardOfParent;
  private int first = -1;
  private int marked = -1;

  /** An empty one called {@code tag} in {@code parent}, null for the first menu. */
  IsolinuxMenu(IsolinuxMenu parent, String tag) {
    this.parent = parent;
    this.tag = tag;
  }

  IsolinuxMenu parent() {
    return parent;
  }

  /** The menu above shows it as {@code text}. */
  void label(String text) {
    title = text;
  }

  /** It is headed {@code text}, which is its name if it has no other. */
  void heading(String text) {
    if (title.isEmpty()) {
      title = text;
    }
  }

  /** It is the default of the menu above. */
  void markInParent() {
    standardOfParent = true;
  }

  /** The entry {@code index} was added. */
  void added(int index, boolean isStandard) {
    first = first < 0 ? index : first;
    marked = isStandard ? index : marked;
  }

  /** Tells the menu above, which is there, what this one boots. */
  void end() {
    if (standard() >= 0) {
      parent.added(standard(), standardOfParent);
    }
  }

  /** Index of the entry that Enter boots; -1 if there is none. */
  int standard() {
    return marked >= 0 ? marked : first;
  }

  /** Titles of this menu and those around it but the first, from the outermost on. */
  List<String> path() {
    List<String> titles = new ArrayList<>();
    for (IsolinuxMenu menu = this; menu.parent != null; menu = menu.parent) {
      titles.addFirst(menu.title.isEmpty() ? menu.tag : menu.title);
    }
    return titles;
  }
}
