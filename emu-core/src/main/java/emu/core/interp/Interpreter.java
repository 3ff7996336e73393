package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.cpu.EngineStatistics;
import emu.core.cpu.ExecutionEngine;
import emu.core.cpu.Flags;
import emu.core.cpu.GuestFault;
import emu.core.cpu.Interrupts;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;
import emu.core.decode.CodeMode;
import emu.core.decode.Insn;
import java.util.Set;

/** Runs decoded blocks, one operation after the other. */
public final class Interpreter implements ExecutionEngine {
  /** A block is hot when it has been interpreted this often; tests want it sooner. */
  public static final int HOT = Integer.getInteger("emu.engine.hot", 1000);

  /** A translation is very hot when it has retired this many instructions. */
  public static final long VERY_HOT = Long.getLong("emu.engine.veryhot", 8_000_000);

  private static final long NO_PAGE = 1;

  /** Translated branches do not check for non-canonical targets: they reach less than this far. */
  private static final long BRANCH_REACH = 1L << 32;

  private final Cpu cpu;
  private final CodeCache cache;
  private final BlockBuilder builder;
  private final Translator translator;
  private final JumpCache jumps;

  /** The page that was looked up last, and where it is mapped. */
  private CodePage page;

  private long pageLinear;
  private Block running;
  private Translation translated;

  /** RIP of the start of the page of {@link #translated}. */
  private long translatedPage;

  /** Instructions that retired in translations. */
  private long inTranslations;

  private long limit;
  private boolean stopped;
  private boolean watched;

  /** An interpreter of {@code cpu}; a processor has one engine at a time. */
  public Interpreter(Cpu cpu) {
    this(cpu, Translator.NONE);
  }

  /** An interpreter that has {@code translator} translate what is hot. */
  public Interpreter(Cpu cpu, Translator translator) {
    this(cpu, translator, Instrumentation.NONE);
  }

  /** An interpreter that has {@code instrumentation} look at what it decodes. */
  public Interpreter(Cpu cpu, Instrumentation instrumentation) {
    this(cpu, Translator.NONE, instrumentation);
  }

  private Interpreter(Cpu cpu, Translator translator, Instrumentation instrumentation) {
    this.cpu = cpu;
    this.translator = translator;
    this.cache = new CodeCache(cpu, this::invalidated);
    this.builder = new BlockBuilder(cpu, cache, instrumentation);
    this.jumps = new JumpCache(cpu, cache);
  }

  @Override
  public void run(long newLimit) {
    limit = newLimit;
    stopped = false;
    cpu.attentionAt = 0;
    boolean more = true;
    while (more) {
      try {
        runBlocks();
        more = false;
      } catch (GuestFault fault) {
        raise(fault);
      }
    }
  }

  @Override
  public EngineStatistics statistics() {
    return translator.statistics();
  }

  @Override
  public String report() {
    return translator.report(inTranslations, cpu.instructions);
  }

  @Override
  public void close() {
    translator.close();
  }

  @Override
  public void stop() {
    stopped = true;
    cpu.requestAttention();
  }

  private void runBlocks() {
    Cpu c = cpu;
    pageLinear = NO_PAGE;
    while (true) {
      if (c.instructions >= c.attentionAt) {
        if (!attend()) {
          return;
        }
        pageLinear = NO_PAGE;
        continue;
      }
      if (!watched) {
        JumpCache.Jump jump = jumps.find(c.rip);
        if (jump != null && c.instructions + jump.size <= c.attentionAt) {
          runTranslation(jump);
          continue;
        }
      }
      runBlock();
    }
  }

  /** Runs what is at RIP, by the long way. */
  private void runBlock() {
    Cpu c = cpu;
    long linear = c.is64BitCode() ? c.rip : codeAddress();
    if ((linear & -4096L) != pageLinear) {
      page = cache.enter(linear);
      pageLinear = linear & -4096L;
    }
    Block block = page.blocks[(int) linear & 4095];
    if (block == null) {
      block = builder.build(page, linear);
    }
    if (block.translation != null
        && c.instructions + block.ops.length <= c.attentionAt
        && !watched
        && isInside(block.translation, linear)) {
      runTranslation(jumps.fill(c.rip, page, (int) linear & 4095, block));
    } else {
      interpret(block, linear);
    }
  }

  /** Interprets {@code block}, or what may be run of it. */
  private void interpret(Block block, long linear) {
    Cpu c = cpu;
    if (block.conditional && !mayRun(block, linear)) {
      return;
    }
    int count = block.ops.length;
    // Read once: see Cpu.requestLook.
    long left = c.attentionAt - c.instructions;
    if (left < count) {
      if (left <= 0) {
        return;
      }
      count = (int) left;
    }
    if (!c.is64BitCode()) {
      count = insideSegment(block, count);
    }
    if (watched) {
      step(block);
      pageLinear = NO_PAGE;
      return;
    }
    if (++block.heat == HOT && !block.claimed) {
      block.heat = translator.hot(page, linear) ? HOT : 0;
      cache.translationsChanged();
      if (block.translation != null) {
        return;
      }
    }
    execute(block, 0, count);
  }

  private void runTranslation(JumpCache.Jump jump) {
    Cpu c = cpu;
    Translation translation = jump.translation;
    long before = c.instructions;
    translated = translation;
    translatedPage = jump.page;
    c.blockEnd = 1;
    int rest = jump.code.run(c, c.r, c.mmu, jump.page, jump.number);
    translated = null;
    long retired = c.instructions - before;
    inTranslations += retired;
    if (translation.passes(retired, VERY_HOT)) {
      translator.veryHot(jump.codePage, translation);
      cache.translationsChanged();
    }
    if (rest >= 0) {
      Block left = translation.blocks().get((int) (c.rip - jump.page));
      execute(left, rest, left.ops.length);
    }
  }

  /**
   * Whether {@code translation}, entered at {@code linear}, needs not look where its own code ends:
   * it lies in the code segment as a whole, or, in 64-bit code, no relative branch from its page
   * leads to a non-canonical address.
   */
  private boolean isInside(Translation translation, long linear) {
    if (!cpu.is64BitCode()) {
      // 16-bit branches drop the upper half of EIP, which is nothing if the segment has none.
      boolean small = cpu.codeMode == CodeMode.CODE_32 || cpu.codeEnd <= 0xFFFF;
      return small && translation.isInside(cpu.rip - (linear & 4095), cpu.codeEnd);
    }
    long up = linear + BRANCH_REACH;
    long down = linear - BRANCH_REACH;
    return up << 16 >> 16 == up && down << 16 >> 16 == down;
  }

  /** How many of the first {@code count} instructions lie within the code segment's limit. */
  private int insideSegment(Block block, int count) {
    long room = cpu.segments[Segment.CS].limit - cpu.rip + 1;
    int inside = count;
    while (block.offsets[inside] > room) {
      inside--;
      if (inside == 0) {
        throw cpu.fault(Vector.GP, 0);
      }
    }
    return inside;
  }

  /** Runs one instruction under the eyes of the debug registers. */
  private void step(Block block) {
    cpu.attentionAt = 0;
    if (cpu.debug.beforeInstruction()) {
      cpu.instructions++;
      return;
    }
    execute(block, 0, 1);
    if (cpu.debug.afterInstruction()) {
      cpu.instructions++;
    }
    cpu.attentionAt = 0;
  }

  /** Runs instructions {@code from} to {@code count} - 1 of {@code block}, which starts at RIP. */
  private void execute(Block block, int from, int count) {
    Cpu c = cpu;
    Op[] ops = block.ops;
    running = block;
    c.r[Cpu.BLOCK_START] = c.rip;
    c.blockEnd = count;
    int i = from;
    do {
      c.index = i;
      ops[i].execute(c);
      i++;
    } while (i < c.blockEnd);
    c.index = 0;
    c.instructions += i;
    if (i < ops.length || !block.setsRip) {
      c.rip = c.r[Cpu.BLOCK_START] + block.offsets[i];
      if (!c.is64BitCode()) {
        c.rip &= 0xFFFF_FFFFL;
      }
    }
    running = null;
  }

  private void invalidated(CodePage written, Set<Translation> lost) {
    cpu.leaveBlock();
    if (!lost.isEmpty()) {
      translator.invalidated(written, lost);
    }
  }

  private void raise(GuestFault fault) {
    GuestFault raised = fault;
    if (translated != null) {
      running = translated.blocks().get((int) (cpu.r[Cpu.BLOCK_START] - translatedPage));
      translated = null;
    }
    if (running != null) {
      Block block = running;
      running = null;
      if (fault.isNonCanonical() && isByStackSegment(block.ops[cpu.index].insn)) {
        raised = cpu.fault(Vector.SS, 0);
      }
      cpu.rip = cpu.r[Cpu.BLOCK_START] + block.offsets[cpu.index];
      if (!cpu.is64BitCode()) {
        cpu.rip &= 0xFFFF_FFFFL;
      }
      cpu.instructions += cpu.index;
      cpu.index = 0;
    }
    Interrupts.raise(cpu, raised);
    cpu.instructions++;
    cpu.attentionAt = 0;
  }

  // SDM 3A 6.15, #SS: a non-canonical address in a reference by the stack segment.
  private static boolean isByStackSegment(Insn insn) {
    return insn.segment() == Segment.SS
        || switch (insn.row().mnemonic()) {
          case "PUSH", "POP", "CALL", "RET", "ENTER", "LEAVE" -> insn.base() == Insn.NONE;
          default -> false;
        };
  }

  private boolean mayRun(Block block, long linear) {
    if (block.guarded && cpu.breakpoints.stopsAt(linear, cpu.instructions)) {
      stop();
      return false;
    }
    return block.secondPage == null || stillReaches(block, page, linear);
  }

  /**
   * Whether the instruction that crosses into another page finds the same bytes there as when it
   * was decoded.
   */
  private boolean stillReaches(Block block, CodePage page, long linear) {
    long next = (linear & -4096L) + 4096;
    if (cache.page(cpu.is64BitCode() ? next : next & 0xFFFF_FFFFL) == block.secondPage) {
      return true;
    }
    page.blocks[(int) linear & 4095] = null;
    return false;
  }

  /** Linear address of the next instruction outside 64-bit mode. */
  private long codeAddress() {
    Segment cs = cpu.segments[Segment.CS];
    if (cpu.rip > cs.limit) {
      throw cpu.fault(Vector.GP, 0);
    }
    return cs.base + cpu.rip & 0xFFFF_FFFFL;
  }

  /** Does what is due at this instruction boundary; false if the run is over. */
  private boolean attend() {
    if (stopped || cpu.shutdown || cpu.instructions >= limit) {
      return false;
    }
    cpu.attentionAt = limit;
    if (translator.publish()) {
      cache.translationsChanged();
    }
    boolean nmi = cpu.nmiPending() && !cpu.nmiBlocked;
    if (nmi || cpu.intr() && cpu.interruptsEnabled()) {
      if (cpu.shadowAt != cpu.instructions) {
        deliver(nmi);
        return true;
      }
      cpu.attentionAt = cpu.instructions + 1;
    }
    // RF lasts for one instruction (SDM 3B 17.3.1.1).
    watched = cpu.debug.isActive() || (cpu.systemFlags & Flags.RF) != 0;
    if (watched) {
      cpu.attentionAt = cpu.instructions + 1;
    }
    return !cpu.halted;
  }

  private void deliver(boolean nmi) {
    cpu.halted = false;
    if (nmi) {
      Interrupts.nmi(cpu);
    } else {
      Interrupts.external(cpu, cpu.interruptController().acknowledge());
    }
    cpu.instructions++;
    cpu.attentionAt = 0;
  }
}
