package emu.jit.emit;

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
  private int index;
  private int next;
  private Label out;

  MemoryEmitter(Code code, Exits exits, Tier tier) {
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
      code.pushAddress(insn, next);
      read(insn.operand(i).bits());
    }
  }

  /** Loads from the linear address on the stack. */
  void read(int bits) {
    reach(Access.READ, bits >> 3);
    load(bits);
  }

  /** Reaches operand {@code i}, if it is memory, for a store. */
  void reachOperand(Insn insn, int i) {
    if (insn.isMemory(i)) {
      code.pushAddress(insn, next);
      reach(Access.WRITE, insn.operand(i).bits() >> 3);
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
    code.pushAddress(insn, next);
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

  /** Loads the top of the stack. */
  void readStack() {
    code.pushRegister(RSP);
    read(64);
  }

  /** Reaches the quadword at {@code distance} from RSP for a store. */
  void reachStack(int distance) {
    code.pushRegister(RSP);
    code.push((long) distance);
    code.op(Opcodes.LADD);
    reach(Access.WRITE, 8);
  }

  /** Adds to RSP. */
  void moveStack(int distance) {
    code.pushRegister(RSP);
    code.push((long) distance);
    code.op(Opcodes.LADD);
    code.popRegister(RSP);
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
    READ("readable", "readTag", "readAddress"),
    WRITE("writable", "writeTag", "writeAddress");

    private final String lookUp;
    private final String tag;
    private final String address;

    Access(String lookUp, String tag, String address) {
      this.lookUp = lookUp;
      this.tag = tag;
      this.address = address;
    }
  }
}
