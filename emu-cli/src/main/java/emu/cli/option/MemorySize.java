package emu.cli.option;

import emu.core.memory.PhysicalMemory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * The size of guest memory in QEMU's syntax: a number of MiB, or a number with the suffix B, K, M,
 * G or T, with {@code size=} before it or not.
 *
 * @param bytes size in bytes, above 0
 */
public record MemorySize(long bytes) {
  private static final Pattern SYNTAX =
      Pattern.compile("(?:size=)?(\\d{1,15}(?:\\.\\d{1,9})?)([bkmgt]?)", Pattern.CASE_INSENSITIVE);
  private static final String SUFFIXES = "bkmgt";
  private static final int MIB_SHIFT = 20;

  /** Reads {@code text}; throws {@link ChoiceException} if it is not a size. */
  public static MemorySize parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new ChoiceException(
          "'" + text + "' is not a memory size: give MiB as in 512, or a suffix as in 1G");
    }
    String suffix = matcher.group(2).toLowerCase(Locale.ROOT);
    int shift = suffix.isEmpty() ? MIB_SHIFT : 10 * SUFFIXES.indexOf(suffix);
    BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1L << shift));
    if (bytes.signum() == 0 || bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new ChoiceException("the memory size '" + text + "' is out of range");
    }
    return new MemorySize(bytes.setScale(0, RoundingMode.UP).longValueExact());
  }

  /** Bytes in whole pages: a part of a page counts as one. */
  public long pages() {
    return Math.ceilDiv(bytes, PhysicalMemory.PAGE) * PhysicalMemory.PAGE;
  }

  /** What picocli reads an option's value with. */
  public static final class Converter implements ITypeConverter<MemorySize> {
    @Override
    public MemorySize convert(String value) {
      if (value.equals("help")) {
        throw new ChoicesRequested("a number of MiB (512), or a number with B, K, M, G or T (1G)");
      }
      return parse(value);
    }
  }
}
