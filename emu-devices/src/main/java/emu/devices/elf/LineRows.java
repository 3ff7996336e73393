package emu.devices.elf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/** Collects the rows of line number programs, sequence by sequence. */
final class LineRows {
  private static final int MOST = 1 << 24;

  /** Rows {@code from} to {@code to}, for code up to {@code end}. */
  private record Sequence(int from, int to, long start, long end) {}

  /** A file as a row names it. */
  record FileName(LineFiles files, long index) {}

  private final LongPredicate isCode;
  private final List<Sequence> sequences = new ArrayList<>();
  private final List<FileName> files = new ArrayList<>();
  private final Map<Long, Integer> filesOfUnit = new HashMap<>();
  private LineFiles unit;
  private long[] addresses = new long[256];
  private int[] fileOf = new int[256];
  private int[] lines = new int[256];
  private int count;
  private int sequenceStart;

  /**
   * Keeps only sequences that start where {@code isCode}: linkers leave those of code they drop.
   */
  LineRows(LongPredicate isCode) {
    this.isCode = isCode;
  }

  /** What follows is of the unit with these files. */
  void begin(LineFiles newUnit) {
    unit = newUnit;
    filesOfUnit.clear();
    count = sequenceStart;
  }

  void add(long address, long file, int line) throws ElfException {
    if (count == MOST) {
      throw new ElfException("it has too many line numbers");
    }
    if (count == addresses.length) {
      int larger = Math.min(MOST, 2 * count);
      addresses = Arrays.copyOf(addresses, larger);
      fileOf = Arrays.copyOf(fileOf, larger);
      lines = Arrays.copyOf(lines, larger);
    }
    if (count > sequenceStart && addresses[count - 1] == address) {
      count--; // The last row of an address is the one that counts.
    }
    addresses[count] = address;
    fileOf[count] = filesOfUnit.computeIfAbsent(file, this::newFile);
    lines[count] = line;
    count++;
  }

  private int newFile(long index) {
    files.add(new FileName(unit, index));
    return files.size() - 1;
  }

  /** Ends a sequence, whose code goes up to {@code end}. */
  void end(long end) {
    boolean any = count > sequenceStart;
    if (any && inOrder(end) && isCode.test(addresses[sequenceStart])) {
      sequences.add(new Sequence(sequenceStart, count, addresses[sequenceStart], end));
      sequenceStart = count;
    } else {
      count = sequenceStart;
    }
  }

  private boolean inOrder(long end) {
    for (int i = sequenceStart + 1; i < count; i++) {
      if (Long.compareUnsigned(addresses[i - 1], addresses[i]) > 0) {
        return false;
      }
    }
    return Long.compareUnsigned(addresses[count - 1], end) < 0;
  }

  /** All of them by address; where sequences overlap, the one that starts first. */
  LineTable table() {
    sequences.sort(Comparator.comparing(Sequence::start, Long::compareUnsigned));
    int size = sequenceStart + sequences.size();
    long[] sortedAddresses = new long[size];
    int[] sortedFiles = new int[size];
    int[] sortedLines = new int[size];
    int at = 0;
    long end = 0;
    for (Sequence sequence : sequences) {
      int length = sequence.to - sequence.from;
      if (Long.compareUnsigned(sequence.start, end) >= 0) {
        System.arraycopy(addresses, sequence.from, sortedAddresses, at, length);
        System.arraycopy(fileOf, sequence.from, sortedFiles, at, length);
        System.arraycopy(lines, sequence.from, sortedLines, at, length);
        at += length;
        sortedAddresses[at] = sequence.end; // Line 0: no line.
        at++;
        end = sequence.end;
      }
    }
    return new LineTable(
        Arrays.copyOf(sortedAddresses, at),
        Arrays.copyOf(sortedFiles, at),
        Arrays.copyOf(sortedLines, at),
        List.copyOf(files));
  }
}
