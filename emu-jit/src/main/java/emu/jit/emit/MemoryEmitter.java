package emu.jit.emit;

import emu.core.cpu.Segment;
import emu.core.decode.Insn;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Emits accesses to memory: the host address to a local variable, by the TLB, or out of the
 * translation before the instruction; then loads.
 */
final class MemoryEmitter {
  static final int RSP = 4;
  static final int RBP = 5;

  private final Code code;
  private final Exits exits;
  private final Tier tier;

  /** Whether segments have limits: in all but 64-bit code. */
  private final boolean limited;

  private int index;
  private int next;
  private Label out;

  MemoryEmitter(Code code, Exits exits, Tier tier, boolean limited) {
    this.limited = limited;
    this.tier = tier;
    this.code = code;
    this.exits = exits;
  }

  /** Accesses are those of instruction {@code newIndex} from now on. */
  void enter(int newIndex, int newNext) {
    index = newIndex;
    next = newNext;
    out = null;
  }

  /** Where it goes instead of executing the instruction. */
  Label out() {
    if (out == null) {
      out = exits.before(index);
    }
    return out;
  }

  /** Loads operand {@code i}, if it is memory, to the local variable for values. */
  void readOperand(Insn insn, int i) {
    if (insn.isMemory(i)) {
      int bits = insn.operand(i).bits();
      pushAddress(insn, Access.READ, bits >> 3);
      reach(Access.READ, bits >> 3);
      load(bits);
    }
  }

  /** Linear address of the memory operand; leaves if the segment may not allow the access. */
  private void pushAddress(Insn insn, Access access, int size) {
    code.pushOffset(insn, next);
    if (limited || insn.segment() >= Segment.FS) {
      toLinear(insn.segment(), access, size);
    }
  }

  /** Makes the offset on the stack a linear address. */
  private void toLinear(int segment, Access access, int size) {
    if (limited) {
      code.popLocal(Layout.LINEAR);
      code.pushLocal(Layout.LINEAR);
      code.push(size - 1L);
      code.op(Opcodes.LADD);
      code.pushCpuField("reach", "L" + Names.SEGMENT_REACH + ";");
      code.mv.visitFieldInsn(Opcodes.GETFIELD, Names.SEGMENT_REACH, access.reach, "[J");
      code.push(segment);
      code.op(Opcodes.LALOAD);
      code.op(Opcodes.LCMP);
      code.mv.visitJumpInsn(Opcodes.IFGT, out());
      code.pushLocal(Layout.LINEAR);
    }
    code.addBase(segment);
    if (limited) {
      code.truncate(32);
    }
  }

  /** Reaches operand {@code i}, if it is memory, for a store. */
  void reachOperand(Insn insn, int i) {
    if (insn.isMemory(i)) {
      int size = insn.operand(i).bits() >> 3;
      pushAddress(insn, Access.WRITE, size);
      reach(Access.WRITE, size);
    }
  }

  /** Reaches operand {@code i}, if it is memory, for a store, and loads it. */
  void updateOperand(Insn insn, int i) {
    if (insn.isMemory(i)) {
      reachOperand(insn, i);
      load(insn.operand(i).bits());
    }
  }

  /** Reaches the 16 bytes of the memory operand, which must be aligned unless the row says not. */
  void reachBoth(Insn insn, Access access) {
    pushAddress(insn, access, 16);
    if (!insn.row().is("unaligned")) {
      code.popLocal(Layout.LINEAR);
      code.pushLocal(Layout.LINEAR);
      code.push(15L);
      code.op(Opcodes.LAND);
      code.push(0L);
      code.op(Opcodes.LCMP);
      code.mv.visitJumpInsn(Opcodes.IFNE, out());
      code.pushLocal(Layout.LINEAR);
    }
    reach(access, 16);
  }

  /** Loads the top of the stack, to which register {@code pointer} points. */
  void readStack(int pointer, int bits) {
    pushStackAddress(pointer, 0, Access.READ, bits >> 3);
    reach(Access.READ, bits >> 3);
    load(bits);
  }

  /** Reaches {@code size} bytes below RSP for a store. */
  void reachStack(int size) {
    pushStackAddress(RSP, -size, Access.WRITE, size);
    reach(Access.WRITE, size);
  }

  private void pushStackAddress(int pointer, int distance, Access access, int size) {
    code.pushRegister(pointer);
    if (distance != 0) {
      code.push((long) distance);
      code.op(Opcodes.LADD);
    }
    if (limited) {
      pushStackMask();
      code.op(Opcodes.LAND);
      toLinear(Segment.SS, access, size);
    }
  }

  /** Sets RSP to {@code distance} from where register {@code pointer} points. */
  void setStack(int pointer, int distance) {
    code.pushRegister(pointer);
    code.push((long) distance);
    code.op(Opcodes.LADD);
    if (limited) {
      // Of two values the bits that a mask chooses: a ^ ((a ^ b) & mask).
      code.pushRegister(RSP);
      code.op(Opcodes.LXOR);
      pushStackMask();
      code.op(Opcodes.LAND);
      code.pushRegister(RSP);
      code.op(Opcodes.LXOR);
    }
    code.popRegister(RSP);
  }

  private void pushStackMask() {
    code.pushCpuField("stackMask", "J");
  }

  private void load(int bits) {
    code.pushLocal(Layout.HOST);
    code.load(bits);
    code.popLocal(Layout.VALUE);
  }

  private void reach(Access access, int size) {
    code.popLocal(Layout.LINEAR);
    if (tier == Tier.QUICK) {
      pushMmuAndLinear();
      code.push(size);
      code.mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Names.MMU, access.lookUp, "(JI)J", false);
      code.popLocal(Layout.HOST);
      code.pushLocal(Layout.HOST);
      code.push(0L);
      code.op(Opcodes.LCMP);
      code.mv.visitJumpInsn(Opcodes.IFEQ, out());
    } else {
      // A miss leaves: with a call here, C2 would keep nothing in machine registers.
      pushMmuAndLinear();
      code.mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Names.MMU, access.tag, "(J)J", false);
      code.pushLocal(Layout.LINEAR);
      code.push(size);
      code.call(Names.MMU, "tag", "(JI)J");
      code.call(Names.HINTS, "differ", "(JJ)Z");
      code.mv.visitJumpInsn(Opcodes.IFNE, out());
      pushMmuAndLinear();
      code.mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Names.MMU, access.address, "(J)J", false);
      code.popLocal(Layout.HOST);
    }
  }

  private void pushMmuAndLinear() {
    code.mv.visitVarInsn(Opcodes.ALOAD, Layout.MMU);
    code.pushLocal(Layout.LINEAR);
  }

  /** What an access does, with the methods of the MMU for it. */
  enum Access {
    READ("readable", "readTag", "readAddress", "read"),
    WRITE("writable", "writeTag", "writeAddress", "write");

    private final String lookUp;
    private final String tag;
    private final String address;
    private final String reach;

    Access(String lookUp, String tag, String address, String reach) {
      this.reach = reach;
      this.lookUp = lookUp;
      this.tag = tag;
      this.address = address;
    }
  }
}
