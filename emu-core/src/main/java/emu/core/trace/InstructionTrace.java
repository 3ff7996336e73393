package emu.core.trace;

import emu.core.cpu.Cpu;
import emu.core.cpu.Interrupts.Source;
import emu.core.debug.CpuObserver;
import emu.core.interp.Block;
import emu.core.interp.Instrumentation;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes which instructions ran, in the form that {@link TraceReader} reads: a number for each
 * block that runs, what is in it the first time only, and interrupts.
 */
public final class InstructionTrace implements Instrumentation, CpuObserver {
  private static final int BUFFER = 1 << 16;

  /** Most addresses at which a block keeps its numbers. */
  private static final int MOST_PLACES = 64;

  /** No record is longer. */
  private static final int ROOM = TraceFormat.MOST_BYTES + 64;

  /** Takes the trace in pieces. */
  @FunctionalInterface
  public interface Sink {

    /** Takes the first {@code length} bytes of {@code bytes}, which are the caller's again then. */
    void write(byte[] bytes, int length);
  }

  private final Sink sink;
  private final CountWindow window;
  private final AddressFilter filter;
  private final byte[] buffer = new byte[BUFFER];
  private int used;
  private int blocks;
  private Cpu cpu;

  /** The count of instructions if all blocks in the trace ran to their ends. */
  private long expected;

  /** A trace of the blocks that {@code filter} overlaps, in {@code window}, to {@code sink}. */
  public InstructionTrace(Sink sink, CountWindow window, AddressFilter filter) {
    this.sink = sink;
    this.window = window;
    this.filter = filter;
    System.arraycopy(TraceFormat.MAGIC, 0, buffer, 0, TraceFormat.MAGIC.length);
    used = TraceFormat.MAGIC.length;
  }

  @Override
  public Entry decoded(Block block, long linear) {
    return filter.overlaps(linear, linear + block.bytes() - 1) ? new Run(block) : null;
  }

  /** A block, at the linear address and privilege level at which it ran last. */
  private final class Run implements Entry {
    private final Block block;
    private final int size;
    private long linear;
    private int cpl = -1;
    private long number;

    /** Its numbers at other addresses and levels. */
    private Map<Long, Long> others = Map.of();

    Run(Block block) {
      this.block = block;
      this.size = block.size();
    }

    @Override
    public void entered(Cpu running) {
      long now = Instrumentation.linear(running);
      if (now != linear || running.cpl != cpl) {
        move(running, now);
      }
      begin(running);
      expected += size;
      put(number);
    }

    /** Processes that share the page may have it at other addresses. */
    private void move(Cpu running, long now) {
      if (cpl >= 0) {
        if (others.size() >= MOST_PLACES) {
          others = Map.of();
        }
        others = others.isEmpty() ? new HashMap<>() : others;
        others.put(linear << 2 | cpl, number);
      }
      linear = now;
      cpl = running.cpl;
      Long known = others.get(now << 2 | cpl);
      number = known == null ? define(running, block, now) : known;
    }
  }

  private long define(Cpu running, Block block, long linear) {
    makeRoom();
    put(TraceFormat.DEFINE);
    putFixed(linear);
    put(running.codeMode.bits());
    put(running.cpl);
    put(block.size());
    put(block.bytes());
    ByteBuffer code = ByteBuffer.wrap(buffer, used, block.bytes());
    block.putCode(code);
    used = code.position();
    return 2L * blocks++;
  }

  /** Makes room for a record, and brings the count of instructions in line. */
  private void begin(Cpu running) {
    makeRoom();
    cpu = running;
    long count = running.instructionCount();
    if (count != expected) {
      long distance = count - expected;
      put(TraceFormat.COUNT);
      put(distance << 1 ^ distance >> 63);
      expected = count;
    }
  }

  @Override
  public void delivering(Cpu running, int vector, Source source, int errorCode) {
    if (!window.holds(running.instructionCount())) {
      return;
    }
    begin(running);
    put(TraceFormat.INTERRUPT);
    put(source.ordinal());
    put(vector);
    put(errorCode + 1L & 0xFFFF_FFFFL);
    putFixed(TraceAddress.next(running));
    expected++;
  }

  @Override
  public void tripleFault(Cpu running) {
    if (window.holds(running.instructionCount())) {
      begin(running);
      put(TraceFormat.TRIPLE_FAULT);
    }
  }

  /** Writes what is left; nothing may follow. */
  public void finish() {
    if (cpu != null) {
      begin(cpu);
    }
    put(TraceFormat.END);
    flush();
  }

  private void makeRoom() {
    if (used > BUFFER - ROOM) {
      flush();
    }
  }

  private void flush() {
    sink.write(buffer, used);
    used = 0;
  }

  private void put(long value) {
    long rest = value;
    while ((rest & -128) != 0) {
      buffer[used++] = (byte) (rest | 128);
      rest >>>= 7;
    }
    buffer[used++] = (byte) rest;
  }

  private void putFixed(long value) {
    for (int i = 0; i < 8; i++) {
      buffer[used++] = (byte) (value >>> 8 * i);
    }
  }
}
