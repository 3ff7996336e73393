package emu.jit.emit;

import emu.core.decode.Insn;
import emu.core.interp.Block;
import emu.core.interp.Op;
import emu.jit.region.Region;
import emu.jit.region.RegionFinder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Emits the class of a region: one method, with a label for each block. */
final class RegionEmitter {
  static final String CLASS = "emu/jit/emit/Region$Code";

  private static final Handle CLASS_DATA_AT =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          Type.getInternalName(MethodHandles.class),
          "classDataAt",
          MethodType.methodType(
                  Object.class, MethodHandles.Lookup.class, String.class, Class.class, int.class)
              .toMethodDescriptorString(),
          false);

  private final Region region;
  private final Map<Integer, Label> labels = new LinkedHashMap<>();
  private final List<Runnable> stubs = new ArrayList<>();
  private final List<Op> operations = new ArrayList<>();
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
  private Code code;
  private InsnEmitter insns;

  private RegionEmitter(Region region) {
    this.region = region;
  }

  /** Emits {@code region}. */
  static RegionEmitter emit(Region region) {
    RegionEmitter emitter = new RegionEmitter(region);
    emitter.emitClass();
    return emitter;
  }

  /** The class file. */
  byte[] bytes() {
    return writer.toByteArray();
  }

  /** The operations that the class finds in its class data. */
  List<Op> classData() {
    return operations;
  }

  private void emitClass() {
    writer.visit(
        Opcodes.V21,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
        CLASS,
        null,
        "java/lang/Object",
        new String[] {Names.CODE});
    MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(0, 0);
    constructor.visitEnd();
    MethodVisitor run = writer.visitMethod(Opcodes.ACC_PUBLIC, "run", Names.RUN, null, null);
    run.visitCode();
    code = new Code(run);
    insns = new InsnEmitter(code);
    region.blocks().keySet().forEach(offset -> labels.put(offset, new Label()));
    region.blocks().forEach((offset, block) -> emitBlock(offset, block));
    stubs.forEach(Runnable::run);
    run.visitMaxs(0, 0);
    run.visitEnd();
    writer.visitEnd();
  }

  private void emitBlock(int offset, Block block) {
    code.place(labels.get(offset));
    emitBudget(offset, block.size());
    code.setBlockStart(offset);
    int last = block.size() - 1;
    int index = 0;
    for (int i = 0; i <= last; i++) {
      Insn insn = block.op(i).insn;
      int next = offset + block.offset(i + 1);
      boolean known = InsnEmitter.knows(insn);
      boolean branch = i == last && block.setsRip();
      boolean precise = branch ? !isPlainBranch(insn) : !known || InsnEmitter.touchesMemory(insn);
      if (precise && index != i) {
        code.setIndex(i);
        index = i;
      }
      if (branch) {
        emitBranch(block, next, index != 0);
        return;
      }
      if (known) {
        insns.emit(insn, next);
      } else {
        emitOperation(block.op(i));
      }
      if (precise) {
        int done = i + 1;
        code.ifLeaving(stub(next, done));
      }
    }
    if (index != 0) {
      code.setIndex(0);
    }
    code.retire(block.size());
    goTo(offset + block.bytes());
  }

  /** Returns to the engine if the block would pass the count at which it wants to look up. */
  private void emitBudget(int offset, int count) {
    code.pushCpu();
    code.mv.visitFieldInsn(Opcodes.GETFIELD, Names.CPU, "instructions", "J");
    code.push((long) count);
    code.mv.visitInsn(Opcodes.LADD);
    code.pushCpu();
    code.mv.visitFieldInsn(Opcodes.GETFIELD, Names.CPU, "attentionAt", "J");
    code.mv.visitInsn(Opcodes.LCMP);
    code.mv.visitJumpInsn(Opcodes.IFGT, stub(offset, 0));
  }

  /** A label behind which {@code done} instructions retire and the code returns with RIP set. */
  private Label stub(int rip, int done) {
    Label label = new Label();
    stubs.add(() -> {
      code.place(label);
      if (done > 0) {
        code.setIndex(0);
        code.retire(done);
      }
      exit(rip);
    });
    return label;
  }

  private static boolean isPlainBranch(Insn insn) {
    return RegionFinder.isDirect(insn) && !insn.row().mnemonic().equals("CALL");
  }

  private void emitBranch(Block block, int next, boolean indexSet) {
    Op op = block.op(block.size() - 1);
    Insn insn = op.insn;
    boolean direct = RegionFinder.isDirect(insn);
    if (!direct) {
      emitOperation(op);
      code.setIndex(0);
      code.retire(block.size());
      code.mv.visitInsn(Opcodes.RETURN);
      return;
    }
    int target = next + (int) insn.immediate();
    if (insn.row().mnemonic().equals("CALL")) {
      emitPush(next);
      code.setIndex(0);
      code.retire(block.size());
      code.ifLeaving(stub(target, 0));
    } else {
      if (indexSet) {
        code.setIndex(0);
      }
      code.retire(block.size());
    }
    if (insn.row().condition() >= 0) {
      code.pushCondition(insn.row().condition());
      boolean negated = (insn.row().condition() & 1) != 0;
      code.mv.visitJumpInsn(negated ? Opcodes.IFEQ : Opcodes.IFNE, labelOrStub(target));
      goTo(next);
    } else {
      goTo(target);
    }
  }

  private void emitPush(int returnAddress) {
    code.pushRegister(4);
    code.push(-8L);
    code.mv.visitInsn(Opcodes.LADD);
    code.mv.visitVarInsn(Opcodes.LSTORE, Code.LINEAR);
    code.pushMmu();
    code.mv.visitVarInsn(Opcodes.LLOAD, Code.LINEAR);
    code.pushRip(returnAddress);
    code.store(64);
    code.pushRegisterPlace(4);
    code.mv.visitVarInsn(Opcodes.LLOAD, Code.LINEAR);
    code.mv.visitInsn(Opcodes.LASTORE);
  }

  /** Runs the interpreter's own operation. */
  private void emitOperation(Op op) {
    code.mv.visitLdcInsn(
        new ConstantDynamic("_", "L" + Names.OP + ";", CLASS_DATA_AT, operations.size()));
    operations.add(op);
    code.pushCpu();
    code.mv.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, Names.OP, "execute", "(L" + Names.CPU + ";)V", false);
  }

  private Label labelOrStub(int target) {
    Label label = labels.get(target);
    return label == null ? stub(target, 0) : label;
  }

  private void goTo(int target) {
    Label label = labels.get(target);
    if (label == null) {
      exit(target);
    } else {
      code.mv.visitJumpInsn(Opcodes.GOTO, label);
    }
  }

  private void exit(int rip) {
    code.setRip(rip);
    code.mv.visitInsn(Opcodes.RETURN);
  }
}
