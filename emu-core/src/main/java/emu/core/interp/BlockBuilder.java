package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.CodeMode;
import emu.core.decode.Decoder;
import emu.core.decode.Insn;
import emu.core.memory.PhysicalMemory;
import java.util.Arrays;

/** Decodes blocks. */
final class BlockBuilder {
  private static final int PAGE = PhysicalMemory.PAGE;
  private static final int MAX_INSTRUCTIONS = 64;
  private static final int MAX_INSTRUCTION_BYTES = 15;

  private final Cpu cpu;
  private final CodeCache cache;
  private final Decoder decoder;
  private final Instrumentation instrumentation;
  private final OpFactory factory = new OpFactory();
  private final byte[] bytes = new byte[2 * PAGE];
  private final Op[] ops = new Op[MAX_INSTRUCTIONS];
  private final short[] offsets = new short[MAX_INSTRUCTIONS + 1];

  BlockBuilder(Cpu cpu, CodeCache cache, Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
    this.cpu = cpu;
    this.cache = cache;
    this.decoder = new Decoder(cpu.model.features());
  }

  /**
   * Decodes the block at {@code linear}, which lies in {@code page}, and puts it there; faults if a
   * fetch does.
   */
  Block build(CodePage page, long linear) {
    int start = (int) linear & PAGE - 1;
    cpu.memory.copyOut(page.physical + start, bytes, start, PAGE - start);
    CodeMode mode = page.mode;
    int count = 0;
    int at = start;
    boolean ended = false;
    while (!ended && count < MAX_INSTRUCTIONS && at < PAGE && !endsByGuard(start, at)) {
      Insn insn = decoder.decode(bytes, at, PAGE, mode);
      if (insn == null) {
        break;
      }
      add(count, insn, at - start);
      count++;
      at += insn.length();
      ended = endsBlock(insn);
    }
    CodePage second = null;
    if (count == 0) {
      second = fetchBeyond(linear);
      Insn insn = decoder.decode(bytes, start, PAGE + MAX_INSTRUCTION_BYTES, mode);
      add(0, insn, 0);
      count = 1;
      at = start + insn.length();
      ended = endsBlock(insn);
    }
    Block block = block(count, start, at, ended, second);
    Instrumentation.Entry entry = instrumentation.decoded(block, linear);
    if (entry != null) {
      block.ops[0] = new EntryOp(block.ops[0], entry);
    }
    cache.add(page, start, block);
    return block;
  }

  private Block block(int count, int start, int end, boolean setsRip, CodePage second) {
    offsets[count] = (short) (end - start);
    return new Block(
        Arrays.copyOf(ops, count),
        Arrays.copyOf(offsets, count + 1),
        Arrays.copyOfRange(bytes, start, end),
        setsRip,
        second,
        cpu.breakpoints.guards(start));
  }

  /** A guarded instruction is alone in its block. */
  private boolean endsByGuard(int start, int at) {
    return at > start && (cpu.breakpoints.guards(start) || cpu.breakpoints.guards(at));
  }

  private CodePage fetchBeyond(long linear) {
    long next = (linear & -PAGE) + PAGE;
    CodePage second = cache.page(cpu.is64BitCode() ? next : next & 0xFFFF_FFFFL);
    cpu.memory.copyOut(second.physical, bytes, PAGE, MAX_INSTRUCTION_BYTES);
    return second;
  }

  private void add(int i, Insn insn, int offset) {
    ops[i] = factory.make(insn, offset);
    offsets[i] = (short) offset;
  }

  private static boolean endsBlock(Insn insn) {
    return insn.row().endsBlock()
        || insn.row().is("rep") && (insn.prefixes() & (Insn.REP | Insn.REPNE)) != 0;
  }
}
