package emu.jit.emit;

import emu.jit.region.RegionFinder;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * The ways out of a translation: rare ones in the middle of a block as stubs behind the code, and
 * the common end of all, which brings the processor's state up to date.
 */
final class Exits {
  private static final int FARTHEST = RegionFinder.FARTHEST;

  /** Bits of an offset, from -FARTHEST to FARTHEST - 1, with an index of an instruction above. */
  private static final int PLACE_BITS = 25;

  private final Code code;

  /** Whether the compiler is told that leaving is rare; C1 does not care. */
  private final boolean hinted;

  /** Whether RIP has 64 bits. */
  private final boolean wide;

  private final List<Runnable> stubs = new ArrayList<>();
  private final Label inPage = new Label();
  private final Label anywhere = new Label();
  private final Label resume = new Label();
  private int blockOffset;
  private int blockSize;

  Exits(Code code, Tier tier, boolean wide) {
    this.wide = wide;
    this.code = code;
    this.hinted = tier == Tier.OPTIMISED;
  }

  /** Exits are those of the block at {@code offset} of {@code size} instructions from now on. */
  void enter(int offset, int size) {
    blockOffset = offset;
    blockSize = size;
  }

  /**
   * Behind this label: the engine goes on with instruction {@code index} of the block, which has
   * not begun.
   */
  Label before(int index) {
    Label label = new Label();
    int offset = blockOffset;
    int size = blockSize;
    stubs.add(() -> {
      code.place(label);
      code.mv.visitIincInsn(Layout.LEFT, size);
      code.push(index << PLACE_BITS | offset + FARTHEST);
      code.mv.visitJumpInsn(Opcodes.GOTO, resume);
    });
    return label;
  }

  /**
   * Behind this label: the translation ends at {@code rip} of its page, after {@code done}
   * instructions of the block.
   */
  Label at(int rip, int done) {
    Label label = new Label();
    int uncounted = blockSize - done;
    stubs.add(() -> {
      code.place(label);
      if (uncounted > 0) {
        code.mv.visitIincInsn(Layout.LEFT, uncounted);
      }
      goTo(rip);
    });
    return label;
  }

  /**
   * Behind this label: {@code link} is looked up, which is not for the inside of loops, and the
   * translation goes on or ends at {@code rip}, the block being done.
   *
   * @param open where it goes on if the link is open then; null to leave in any case
   */
  Label through(Runnable pushLink, int rip, Label open) {
    Label label = new Label();
    stubs.add(() -> {
      code.place(label);
      pushLink.run();
      code.pushRip(rip & -4096);
      code.mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Names.PAGE_LINK, "open", "(J)Z", false);
      if (open == null) {
        code.op(Opcodes.POP);
      } else {
        code.mv.visitJumpInsn(Opcodes.IFNE, open);
      }
      goTo(rip);
    });
    return label;
  }

  /** Goes to {@code out}, which is rare, if the long on the stack is not 0. */
  void leaveIfNotZero(Label out) {
    code.push(0L);
    if (hinted) {
      code.call(Names.HINTS, "differ", "(JJ)Z");
    } else {
      code.op(Opcodes.LCMP);
    }
    code.mv.visitJumpInsn(Opcodes.IFNE, out);
  }

  /** Ends the translation at {@code rip} of its page, the block being done. */
  void goTo(int rip) {
    code.push(rip);
    code.mv.visitJumpInsn(Opcodes.GOTO, inPage);
  }

  /** Ends the translation at the RIP on the stack, the block being done. */
  void goToPopped() {
    code.mv.visitJumpInsn(Opcodes.GOTO, anywhere);
  }

  /** Goes to {@code out}, which is rare, if the int on the stack is negative. */
  void leaveIfNegative(Label out) {
    if (hinted) {
      code.call(Names.HINTS, "isNegative", "(I)Z");
      code.mv.visitJumpInsn(Opcodes.IFNE, out);
    } else {
      code.mv.visitJumpInsn(Opcodes.IFLT, out);
    }
  }

  /** Emits what the labels stand for. */
  void emit() {
    stubs.forEach(Runnable::run);
    code.place(inPage, Opcodes.INTEGER);
    code.op(Opcodes.I2L);
    code.pushLocal(Layout.PAGE);
    code.op(Opcodes.LADD);
    if (!wide) {
      code.truncate(32);
    }
    code.place(anywhere, Opcodes.LONG);
    code.popLocal(Layout.VALUE);
    code.pushCpu();
    code.pushLocal(Layout.VALUE);
    code.popCpuField("rip", "J");
    finish(() -> code.push(-1));
    code.place(resume, Opcodes.INTEGER);
    int place = Layout.SCRATCH;
    code.mv.visitVarInsn(Opcodes.ISTORE, place);
    code.pushCpu();
    code.pushLocal(Layout.PAGE);
    code.mv.visitVarInsn(Opcodes.ILOAD, place);
    code.push((1 << PLACE_BITS) - 1);
    code.op(Opcodes.IAND);
    code.push(FARTHEST);
    code.op(Opcodes.ISUB);
    code.op(Opcodes.I2L);
    code.op(Opcodes.LADD);
    code.popCpuField("rip", "J");
    finish(() -> {
      code.mv.visitVarInsn(Opcodes.ILOAD, place);
      code.push(PLACE_BITS);
      code.op(Opcodes.IUSHR);
    });
  }

  private void finish(Runnable pushResult) {
    setInstructions(0);
    code.storeRegisters();
    pushResult.run();
    Label settled = new Label();
    code.mv.visitVarInsn(Opcodes.ILOAD, Layout.FLAG_KIND);
    code.mv.visitJumpInsn(Opcodes.IFEQ, settled);
    code.pushCpu();
    code.mv.visitVarInsn(Opcodes.ILOAD, Layout.FLAG_KIND);
    code.pushLocal(Layout.FLAG_A);
    code.pushLocal(Layout.FLAG_B);
    code.pushLocal(Layout.FLAG_C);
    code.call(Names.SUPPORT, "settle", Names.SETTLE);
    code.place(settled, Opcodes.INTEGER);
    code.op(Opcodes.IRETURN);
  }

  /** Sets the processor's count to that of what has retired, less {@code uncounted}. */
  void setInstructions(int uncounted) {
    code.pushCpu();
    code.pushLocal(Layout.END);
    code.mv.visitVarInsn(Opcodes.ILOAD, Layout.LEFT);
    if (uncounted > 0) {
      code.push(uncounted);
      code.op(Opcodes.IADD);
    }
    code.op(Opcodes.I2L);
    code.op(Opcodes.LSUB);
    code.popCpuField("instructions", "J");
  }
}
