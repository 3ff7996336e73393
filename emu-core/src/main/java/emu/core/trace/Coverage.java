package emu.core.trace;

import emu.core.cpu.Cpu;
import emu.core.cpu.Interrupts.Source;
import emu.core.debug.CpuObserver;
import emu.core.interp.Block;
import emu.core.interp.Instrumentation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Which code a guest ran outside of user mode, by blocks. */
public final class Coverage implements Instrumentation, CpuObserver {
  private static final int USER = 3;

  /** Most blocks that are told apart: a guest may make code for ever. */
  private static final int MOST = 1 << 22;

  /**
   * Instructions that ran one after the other.
   *
   * @param address linear address of the first byte
   * @param bytes how many there are
   * @param count how often the first of them ran
   */
  public record CoveredBlock(long address, int bytes, long count) {}

  private record Place(long address, int bytes) {}

  private static final class Run {
    long count;
  }

  /** How often what is at each place was started. */
  private final Map<Place, Run> starts = new HashMap<>();

  /**
   * How often what is at each place was not reached, though the block that it is the end of was.
   */
  private final Map<Place, Run> cuts = new HashMap<>();

  private final AddressFilter filter;

  /** The block that runs, and the count of instructions when it was started; or null. */
  private Counter running;

  private long started;

  /** Of the blocks that {@code filter} overlaps. */
  public Coverage(AddressFilter filter) {
    this.filter = filter;
  }

  @Override
  public Entry decoded(Block block, long linear) {
    return filter.overlaps(linear, linear + block.bytes() - 1) ? new Counter(block) : null;
  }

  private final class Counter implements Entry {
    private final Block block;
    private final int size;
    private long linear;
    private Run run;

    Counter(Block block) {
      this.block = block;
      this.size = block.size();
    }

    @Override
    public void entered(Cpu cpu) {
      long count = cpu.instructionCount();
      settle(count);
      if (cpu.cpl == USER) {
        return;
      }
      long now = Instrumentation.linear(cpu);
      if (run == null || now != linear) {
        linear = now;
        run = find(starts, new Place(now, block.bytes()));
      }
      run.count++;
      running = this;
      started = count;
    }

    /** Only the first {@code ran} instructions ran. */
    void cut(int ran) {
      int offset = block.offset(ran);
      find(cuts, new Place(linear + offset, block.bytes() - offset)).count++;
    }
  }

  @Override
  public void delivering(Cpu cpu, int vector, Source source, int errorCode) {
    settle(cpu.instructionCount() + (source == Source.SOFTWARE ? 1 : 0));
  }

  /** The last block ended when {@code count} instructions had run, or before. */
  private void settle(long count) {
    if (running != null && count - started < running.size) {
      running.cut((int) (count - started));
    }
    running = null;
  }

  private static Run find(Map<Place, Run> runs, Place place) {
    Run run = runs.get(place);
    if (run == null) {
      run = new Run();
      if (runs.size() < MOST) {
        runs.put(place, run);
      }
    }
    return run;
  }

  /** All blocks that ran, by address, the shorter first. */
  public List<CoveredBlock> blocks() {
    List<CoveredBlock> blocks = new ArrayList<>();
    starts.forEach(
        (place, run) -> blocks.add(new CoveredBlock(place.address, place.bytes, run.count)));
    blocks.sort(
        Comparator.comparing(CoveredBlock::address, Long::compareUnsigned)
            .thenComparingInt(CoveredBlock::bytes));
    return blocks;
  }

  /**
   * How often the code at each address ran: the count holds from its key up to the next, addresses
   * unsigned.
   */
  public NavigableMap<Long, Long> counts() {
    NavigableMap<Long, Long> changes = new TreeMap<>(Long::compareUnsigned);
    starts.forEach((place, run) -> add(changes, place, run.count));
    cuts.forEach((place, run) -> add(changes, place, -run.count));
    long count = 0;
    for (Map.Entry<Long, Long> change : changes.entrySet()) {
      count += change.getValue();
      change.setValue(count);
    }
    return changes;
  }

  private static void add(Map<Long, Long> changes, Place place, long count) {
    changes.merge(place.address, count, Long::sum);
    changes.merge(place.address + place.bytes, -count, Long::sum);
  }
}
