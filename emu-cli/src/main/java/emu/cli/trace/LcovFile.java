package emu.cli.trace;

import emu.devices.elf.LineTable;
import emu.devices.elf.SourceLine;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Coverage by lines of source, in the form of lcov's {@code .info} files (geninfo(1), FILES). A
 * line ran as often as that of its code which ran most.
 */
final class LcovFile {
  private final Map<String, TreeMap<Integer, Long>> files = new TreeMap<>();

  /**
   * Lines with how often they ran.
   *
   * @param lines shows a visitor all lines that have code
   * @param counts see {@link emu.core.trace.Coverage#counts}
   */
  LcovFile(Consumer<LineTable.Visitor> lines, NavigableMap<Long, Long> counts) {
    lines.accept((first, next, line) -> add(line, most(counts, first, next)));
  }

  private void add(SourceLine line, long count) {
    files
        .computeIfAbsent(line.file(), name -> new TreeMap<>())
        .merge(line.line(), count, Math::max);
  }

  /** The highest count from {@code first} to before {@code next}. */
  private static long most(NavigableMap<Long, Long> counts, long first, long next) {
    Map.Entry<Long, Long> before = counts.floorEntry(first);
    long most = before == null ? 0 : before.getValue();
    for (long count : counts.subMap(first, next).values()) {
      most = Math.max(most, count);
    }
    return most;
  }

  /** The text of the file. */
  String text() {
    StringBuilder text = new StringBuilder("TN:\n");
    files.forEach((name, lines) -> {
      text.append("SF:").append(name).append('\n');
      lines.forEach(
          (line, count) -> text.append("DA:").append(line).append(',').append(count).append('\n'));
      long hit = lines.values().stream().filter(count -> count > 0).count();
      text.append("LH:").append(hit).append('\n');
      text.append("LF:").append(lines.size()).append("\nend_of_record\n");
    });
    return text.toString();
  }
}
