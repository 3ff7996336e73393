package emu.devices.iso;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** Reads everything in an image. */
final class IsoWalk {
  /** Damaged images can have folders in themselves. */
  private static final int MOST_ENTRIES = 500;

  private static final int MOST_DEPTH = 12;
  private static final int MOST_BYTES = 1 << 16;

  private IsoWalk() {}

  /** Each file's path and the start of it; a link's path and an arrow. */
  static Map<String, byte[]> files(IsoImage image) throws IsoException {
    Map<String, byte[]> files = new TreeMap<>();
    Deque<IsoEntry> folders = new ArrayDeque<>();
    folders.push(image.root());
    while (!folders.isEmpty() && files.size() < MOST_ENTRIES) {
      for (IsoEntry entry : image.list(folders.pop())) {
        if (!entry.isDirectory()) {
          files.put(entry.path(), content(image, entry));
        } else if (entry.path().chars().filter(c -> c == '/').count() < MOST_DEPTH) {
          folders.push(entry);
        }
      }
    }
    return files;
  }

  private static byte[] content(IsoImage image, IsoEntry entry) throws IsoException {
    return entry.kind() == IsoEntry.Kind.LINK
        ? ("-> " + entry.target()).getBytes(UTF_8)
        : image.read(entry, MOST_BYTES);
  }
}
