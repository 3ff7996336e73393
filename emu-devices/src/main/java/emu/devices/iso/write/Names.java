package emu.devices.iso.write;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.nio.charset.Charset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The names of one tree of directories. */
final class Names {
  private static final int MOST_PLAIN = 27;
  private static final int MOST_JOLIET = 64;

  private final boolean joliet;
  private final Map<Node, String> names = new HashMap<>();

  /**
   * Names for all below {@code root}: those of Joliet, or those of ISO 9660, each once a folder.
   */
  Names(Node root, boolean joliet) {
    this.joliet = joliet;
    for (Node folder : root.folders()) {
      Set<String> used = new HashSet<>();
      for (Node node : folder.children()) {
        String name = joliet ? cut(node.name(), MOST_JOLIET) : plain(node);
        for (int i = 1; !used.add(name); i++) {
          name = cut(name, MOST_PLAIN - 4) + "_" + i;
        }
        names.put(node, name);
      }
    }
  }

  private static String plain(Node node) {
    // Longer and with more kinds of characters than ECMA-119 10.1 allows, as all writers do.
    String name = node.name().toUpperCase(Locale.ROOT).replaceAll("[^-A-Z0-9._+]", "_");
    boolean bare = node.isFolder() || name.contains(".");
    return cut(name, MOST_PLAIN) + (bare ? "" : ".");
  }

  private static String cut(String text, int most) {
    return text.substring(0, Math.min(most, text.length()));
  }

  Charset charset() {
    return joliet ? UTF_16BE : ISO_8859_1;
  }

  /** The name in the folder's record of {@code node}. */
  byte[] inRecord(Node node) {
    return (names.get(node) + (node.isFolder() ? "" : ";1")).getBytes(charset());
  }

  /** The name in the path table of {@code folder}. */
  byte[] inPathTable(Node folder) {
    return folder.isRoot() ? new byte[1] : inRecord(folder);
  }

  /** What is in {@code folder}, by name (ECMA-119 9.3). */
  List<Node> sorted(Node folder) {
    return folder.children().stream().sorted(Comparator.comparing(names::get)).toList();
  }
}
