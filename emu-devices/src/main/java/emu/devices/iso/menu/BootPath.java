package emu.devices.iso.menu;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths as boot loaders write them. */
final class BootPath {
  private BootPath() {}

  /** The folder of the file {@code path}. */
  static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** The last name of {@code path}. */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The absolute path of {@code text}, which may be relative to {@code folder}. */
  static String resolve(String folder, String text) {
    String plain = text.startsWith("::") ? text.substring(2) : text;
    Deque<String> names = new ArrayDeque<>();
    for (String name : (plain.startsWith("/") ? plain : folder + "/" + plain).split("/")) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return "/" + String.join("/", names);
  }

  /** The path in {@code text} without the device that GRUB writes before it, {@code (cd0)/x}. */
  static String withoutDevice(String text) {
    int end = text.startsWith("(") ? text.indexOf(')') : -1;
    return end < 0 ? text : text.substring(end + 1);
  }
}
