package emu.core.cpu;

/**
 * How far loads and stores may go in the segments without a closer look (SDM 3A 5.3 and 5.5), for
 * code that looks for itself: 16-bit and 32-bit code, in which every access is checked.
 *
 * <p>By number of the segment register: the highest offset of a byte that may be accessed, or -1 if
 * {@link emu.core.mmu.Segmentation} has to be asked.
 */
public final class SegmentReach {
  /** For loads. */
  public final long[] read = new long[6];

  /** For stores. */
  public final long[] write = new long[6];

  /** Takes over a segment register; {@code real} if it is as in real-address mode. */
  void update(int number, Segment segment, boolean real) {
    boolean code = segment.is(Segment.CODE);
    boolean upwards = code || !segment.is(Segment.EXPAND_DOWN);
    boolean usable = real || segment.is(Segment.PRESENT | Segment.CODE_OR_DATA);
    boolean readable = real || !code || segment.is(Segment.WRITABLE);
    boolean writable = real || !code && segment.is(Segment.WRITABLE);
    read[number] = usable && upwards && readable ? segment.limit : -1;
    write[number] = usable && upwards && writable ? segment.limit : -1;
  }
}
