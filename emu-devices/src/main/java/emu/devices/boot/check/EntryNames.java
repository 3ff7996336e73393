package emu.devices.boot.check;

import java.util.List;
import java.util.Locale;

/** Names that people give to the function at which their kernel is entered. */
final class EntryNames {
  /** The likeliest for PVH first. */
  private static final List<String> NAMES =
      List.of(
          "pvh_start",
          "_pvh_start",
          "pvh_entry",
          "pvh_start_xen",
          "start32",
          "_start32",
          "_start",
          "start",
          "entry",
          "_entry",
          "kernel_entry",
          "boot_entry",
          "_boot",
          "boot",
          "kernel_start");

  private EntryNames() {}

  static boolean isEntry(String name) {
    return NAMES.contains(name) || name.toLowerCase(Locale.ROOT).contains("pvh");
  }

  /** The smaller, the likelier. */
  static int rank(String name) {
    int at = NAMES.indexOf(name);
    return at < 0 ? NAMES.size() : at;
  }
}
