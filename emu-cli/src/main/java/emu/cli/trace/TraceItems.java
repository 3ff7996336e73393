package emu.cli.trace;

import emu.cli.option.ChoiceException;
import emu.cli.option.ChoicesRequested;
import emu.core.trace.TraceItem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;

/**
 * What the log tells of: words with commas between, as QEMU's {@code -d} takes them.
 *
 * @param items at least one
 */
record TraceItems(Set<TraceItem> items) {

  /** What picocli reads -d with. */
  static final class Converter implements ITypeConverter<TraceItems> {

    @Override
    public TraceItems convert(String value) {
      EnumSet<TraceItem> items = EnumSet.noneOf(TraceItem.class);
      for (String word : value.split(",", -1)) {
        if (word.equals("help")) {
          throw new ChoicesRequested(
              Arrays.stream(TraceItem.values())
                  .map(item -> "%-8s %s".formatted(item.word(), item.meaning()))
                  .collect(Collectors.joining(System.lineSeparator())));
        }
        items.add(item(word));
      }
      return new TraceItems(items);
    }

    private static TraceItem item(String word) {
      return Arrays.stream(TraceItem.values())
          .filter(item -> item.word().equals(word))
          .findFirst()
          .orElseThrow(() ->
              new ChoiceException(
                  "-d knows no '%s': choose from %s"
                      .formatted(
                          word,
                          Arrays.stream(TraceItem.values())
                              .map(TraceItem::word)
                              .collect(Collectors.joining(", ")))));
    }
  }
}
