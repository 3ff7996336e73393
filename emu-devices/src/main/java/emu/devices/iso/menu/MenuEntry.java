package emu.devices.iso.menu;

import java.util.List;

/**
 * An entry of a boot menu.
 *
 * @param label its name in the configuration; its title if it has none
 * @param title what the menu shows
 * @param menus titles of the menus that it is in, from the outermost on; empty in the first menu
 * @param action what it does
 * @param kernel path of the kernel in the image, or of what else it runs; "" if nothing
 * @param initrds paths of the initial RAM disks
 * @param arguments the kernel's command line, without the initrd= that is for the loader
 */
public record MenuEntry(
    String label,
    String title,
    List<String> menus,
    Action action,
    String kernel,
    List<String> initrds,
    String arguments) {

  /** What an entry does. */
  public enum Action {
    /** It boots Linux. */
    LINUX("boots Linux"),
    /** It boots a kernel by the multiboot protocol. */
    MULTIBOOT("boots a multiboot kernel"),
    /** It runs a program of the boot loader. */
    MODULE("runs a program of the boot loader"),
    /** It loads another configuration. */
    CONFIGURATION("loads another configuration"),
    /** It hands over to another boot loader or disk. */
    CHAIN("hands over to another boot loader"),
    /** It does something else, such as to leave the menu. */
    OTHER("boots nothing");

    private final String text;

    Action(String text) {
      this.text = text;
    }

    /** It, in a few words. */
    public String text() {
      return text;
    }
  }

  /** Copies the lists, and makes all text fit for a terminal. */
  public MenuEntry {
    label = Text.printable(label);
    title = Text.printable(title);
    menus = menus.stream().map(Text::printable).toList();
    kernel = Text.printable(kernel);
    initrds = initrds.stream().map(Text::printable).toList();
    arguments = Text.printable(arguments);
  }

  /** Whether it boots Linux. */
  public boolean isLinux() {
    return action == Action.LINUX;
  }

  /** Its title with those of the menus that it is in, {@code Advanced options > Rescue mode}. */
  public String place() {
    return menus.isEmpty() ? title : String.join(" > ", menus) + " > " + title;
  }

  /** The same with {@code more} at the end of the command line. */
  MenuEntry withArguments(String more) {
    String all = arguments.isEmpty() ? more : arguments + " " + more;
    return new MenuEntry(label, title, menus, action, kernel, initrds, all.strip());
  }
}
