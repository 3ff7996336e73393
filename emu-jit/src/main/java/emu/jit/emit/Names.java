package emu.jit.emit;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.SegmentReach;
import emu.core.interp.Op;
import emu.core.interp.PageLink;
import emu.core.interp.Translation;
import emu.core.memory.RawMemory;
import emu.core.mmu.Mmu;
import org.objectweb.asm.Type;

/** Names and descriptors of what translations refer to. */
final class Names {
  static final String CPU = Type.getInternalName(Cpu.class);
  static final String MMU = Type.getInternalName(Mmu.class);
  static final String SEGMENT_REACH = Type.getInternalName(SegmentReach.class);
  static final String FLAGS = Type.getInternalName(Flags.class);
  static final String RAW_MEMORY = Type.getInternalName(RawMemory.class);
  static final String OP = Type.getInternalName(Op.class);
  static final String PAGE_LINK = Type.getInternalName(PageLink.class);
  static final String CODE = Type.getInternalName(Translation.Code.class);
  static final String SUPPORT = Type.getInternalName(Support.class);
  static final String HINTS = Type.getInternalName(Hints.class);
  static final String SEMANTICS = "emu/core/insn/";

  static final String RUN = "(L" + CPU + ";[JL" + MMU + ";JI)I";
  static final String SETTLE = "(L" + CPU + ";IJJJ)V";
  static final String CONDITION = "(L" + CPU + ";)Z";
  static final String BINARY = "(L" + CPU + ";JJI)J";
  static final String COMPARE = "(L" + CPU + ";JJI)V";
  static final String UNARY = "(L" + CPU + ";JI)J";

  private Names() {}
}
