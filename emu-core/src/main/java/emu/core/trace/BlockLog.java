package emu.core.trace;

import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import emu.core.decode.Disassembler;
import emu.core.inspect.RegisterDump;
import emu.core.interp.Block;
import emu.core.interp.Instrumentation;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Blocks as they are decoded, {@code -d in_asm}; as they run, {@code -d exec}; the registers before
 * each, {@code -d cpu}.
 */
public final class BlockLog implements Instrumentation {
  private static final int BYTES_WIDTH = 3 * 11;

  private final TraceLog log;
  private final Cpu cpu;
  private final boolean decoded;
  private final boolean entered;
  private final boolean registers;

  /**
   * A log of the blocks that {@code cpu} runs, into {@code log}.
   *
   * @param decoded whether to log blocks that are decoded
   * @param entered whether to log blocks that run
   * @param registers whether to log the registers before a block runs
   */
  public BlockLog(TraceLog log, Cpu cpu, boolean decoded, boolean entered, boolean registers) {
    this.log = log;
    this.cpu = cpu;
    this.decoded = decoded;
    this.entered = entered;
    this.registers = registers;
  }

  @Override
  public Entry decoded(Block block, long linear) {
    if (!log.filter().overlaps(linear, linear + block.bytes() - 1)) {
      return null;
    }
    if (decoded && log.isNow(cpu)) {
      log.write(listing(block, linear));
    }
    return entered || registers ? new Run() : null;
  }

  /** A block that is logged when it runs; most of its line is the same each time. */
  private final class Run implements Entry {
    private long linear;
    private int cpl = -1;
    private String rest;

    @Override
    public void entered(Cpu running) {
      if (!log.isNow(running)) {
        return;
      }
      if (entered) {
        long now = Instrumentation.linear(running);
        if (now != linear || running.cpl != cpl) {
          linear = now;
          cpl = running.cpl;
          rest = rest(running);
        }
        log.write("Trace 0: " + running.instructionCount() + rest);
      }
      if (registers) {
        log.write(RegisterDump.of(running));
      }
    }

    private String rest(Cpu running) {
      long base = running.segmentBase[Segment.CS];
      String name = log.symbols().at(linear);
      return " [%016x/%016x/%d]%s\n".formatted(base, linear, cpl, name.isEmpty() ? "" : " " + name);
    }
  }

  private String listing(Block block, long linear) {
    StringBuilder text = new StringBuilder("----------------\nIN: ");
    text.append(log.symbols().at(linear)).append('\n');
    byte[] code = new byte[block.bytes()];
    block.putCode(ByteBuffer.wrap(code));
    HexFormat hex = HexFormat.ofDelimiter(" ");
    for (int i = 0; i < block.size(); i++) {
      int start = block.offset(i);
      String bytes = hex.formatHex(code, start, block.offset(i + 1));
      String address = "0x%08x:  ".formatted(linear + start);
      text.append(address)
          .append(bytes)
          .append(" ".repeat(Math.max(1, BYTES_WIDTH - bytes.length())))
          .append(Disassembler.format(block.op(i).insn, linear + start))
          .append('\n');
    }
    return text.append('\n').toString();
  }
}
