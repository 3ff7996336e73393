package emu.devices.iso.menu;

import emu.devices.iso.IsoException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The variables of a GRUB script. GRUB manual 2.06, "Special environment variables". */
final class GrubEnvironment {
  private static final int MOST_TEXT = 1 << 14;
  private static final int MOST_VARIABLES = 4096;

  private final Map<String, String> values;
  private final Budget budget;

  private GrubEnvironment(Map<String, String> values, Budget budget) {
    this.values = values;
    this.budget = budget;
  }

  /** What GRUB has set when it reads the configuration in {@code folder} of a CD-ROM. */
  static GrubEnvironment ofCdRom(String folder, Budget budget) {
    Map<String, String> values = new HashMap<>();
    values.put("root", "cd0");
    values.put("prefix", "(cd0)" + folder);
    values.put("cmdpath", "(cd0)");
    values.put("grub_cpu", "i386");
    values.put("grub_platform", "pc");
    return new GrubEnvironment(values, budget);
  }

  /** A copy for a menu entry, whose changes are its own. */
  GrubEnvironment copy() {
    return new GrubEnvironment(new HashMap<>(values), budget);
  }

  String get(String name) {
    // All features that scripts ask for are those of a GRUB that is new enough.
    return values.getOrDefault(name, name.startsWith("feature_") ? "y" : "");
  }

  void set(String name, String value) throws IsoException {
    if (values.size() >= MOST_VARIABLES) {
      throw budget.endless("has more than " + MOST_VARIABLES + " variables");
    }
    values.put(name, value);
  }

  void unset(String name) {
    values.remove(name);
  }

  /** The words that {@code words} become. */
  List<String> expand(List<GrubWord> words) throws IsoException {
    List<String> expanded = new ArrayList<>();
    int length = 0;
    for (GrubWord word : words) {
      int before = expanded.size();
      expand(word, expanded);
      for (String text : expanded.subList(before, expanded.size())) {
        length += text.length();
      }
      if (length > MOST_TEXT) {
        throw budget.endless("makes words without end");
      }
    }
    return expanded;
  }

  private void expand(GrubWord word, List<String> into) throws IsoException {
    StringBuilder text = new StringBuilder();
    boolean present = false;
    for (GrubWord.Part part : word.parts()) {
      String value = part.variable() ? get(part.text()) : part.text();
      if (part.variable() && !part.quoted()) {
        // A value with spaces makes several words.
        String[] pieces = value.split("\\s+", -1);
        for (int i = 0; i < pieces.length; i++) {
          if (i > 0 && (present || !text.isEmpty())) {
            into.add(text.toString());
            text.setLength(0);
            present = false;
          }
          text.append(pieces[i]);
        }
      } else {
        text.append(value);
        present = true;
      }
      if (text.length() > MOST_TEXT) {
        throw budget.endless("makes words without end");
      }
    }
    if (present || !text.isEmpty()) {
      into.add(text.toString());
    }
  }
}
