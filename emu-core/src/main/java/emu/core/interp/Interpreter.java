package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import emu.core.cpu.Flags;
import emu.core.cpu.GuestFault;
import emu.core.cpu.Interrupts;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;
import emu.core.decode.Insn;

/** Runs decoded blocks, one operation after the other. */
public final class Interpreter implements ExecutionEngine {
  /** A block is hot when it has been interpreted this often; tests want it sooner. */
  public static final int HOT = Integer.getInteger("emu.engine.hot", 1000);

  private static final long NO_PAGE = 1;

  /** Translated branches do not check for non-canonical targets: they reach less than this far. */
  private static final long BRANCH_REACH = 1L << 32;

  private final Cpu cpu;
  private final CodeCache cache;
  private final BlockBuilder builder;
  private final Translator translator;
  private Block running;
  private Translation translated;
  private long limit;
  private boolean stopped;
  private boolean watched;

  /** An interpreter of {@code cpu}; a processor has one engine at a time. */
  public Interpreter(Cpu cpu) {
    this(cpu, Translator.NONE);
  }

  /** An interpreter that has {@code translator} translate what is hot. */
  public Interpreter(Cpu cpu, Translator translator) {
    this.cpu = cpu;
    this.translator = translator;
    this.cache = new CodeCache(cpu, cpu::leaveBlock);
    this.builder = new BlockBuilder(cpu, cache);
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
    long pageLinear = NO_PAGE;
    CodePage page = null;
    while (true) {
      if (c.instructions >= c.attentionAt) {
        if (!attend()) {
          return;
        }
        pageLinear = NO_PAGE;
        continue;
      }
      long linear = c.is64BitCode() ? c.rip : codeAddress();
      if ((linear & -4096L) != pageLinear) {
        page = cache.enter(linear);
        pageLinear = linear & -4096L;
      }
      Block block = page.blocks[(int) linear & 4095];
      if (block == null) {
        block = builder.build(page, linear);
      }
      if (block.secondPage != null && !stillReaches(block, page, linear)) {
        continue;
      }
      int count = block.ops.length;
      if (c.instructions + count > c.attentionAt) {
        count = (int) (c.attentionAt - c.instructions);
      }
      if (!c.is64BitCode()) {
        count = insideSegment(block, count);
      }
      if (watched) {
        step(block);
        pageLinear = NO_PAGE;
      } else if (block.translation != null && count == block.ops.length && isInside(linear)) {
        runTranslation(block.translation, linear & -4096L);
      } else {
        if (++block.heat == HOT) {
          block.heat = translator.hot(page, (int) linear & 4095) ? HOT : 0;
          if (block.translation != null) {
            continue;
          }
        }
        execute(block, count);
      }
    }
  }

  private void runTranslation(Translation translation, long pageStart) {
    translated = translation;
    cpu.blockEnd = 1;
    translation.code().run(cpu, cpu.r, cpu.mmu, pageStart);
    translated = null;
  }

  /**
   * Whether no relative branch from the page of {@code linear} leads to a non-canonical address.
   */
  private static boolean isInside(long linear) {
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
    execute(block, 1);
    if (cpu.debug.afterInstruction()) {
      cpu.instructions++;
    }
    cpu.attentionAt = 0;
  }

  private void execute(Block block, int count) {
    Cpu c = cpu;
    Op[] ops = block.ops;
    running = block;
    c.r[Cpu.BLOCK_START] = c.rip;
    c.blockEnd = count;
    int i = 0;
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

  private void raise(GuestFault fault) {
    GuestFault raised = fault;
    if (translated != null) {
      running = translated.blocks().get((int) cpu.r[Cpu.BLOCK_START] & 4095);
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
    translator.publish();
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
