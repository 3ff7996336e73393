package emu.jit.emit;

import emu.core.decode.CodeMode;
import emu.core.decode.Insn;
import emu.core.interp.Block;
import emu.core.interp.Op;
import emu.jit.region.Branches;
import emu.jit.region.Region;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Emits the class of a region: one method, with a label for each block. */
final class RegionEmitter {
  private final Region region;
  private final Tier tier;
  private final RegisterHome registers;

  /** Whether line numbers are wanted: the offsets of the instructions in the page. */
  private final boolean listed;

  private final Map<Integer, Integer> pendingAtEntry;
  private final Map<Integer, Label> labels = new LinkedHashMap<>();

  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
  private final ClassConstants constants;
  private final Label end = new Label();
  private Code code;
  private FlagEmitter flags;
  private Exits exits;
  private MemoryEmitter memory;
  private InsnEmitter insns;
  private BranchEmitter branches;
  private int blockOffset;
  private int blockSize;
  private int insnIndex;

  private RegionEmitter(Region region, Tier tier, boolean listed, RegisterHome registers) {
    this.registers = registers;
    this.listed = listed;
    this.region = region;
    this.tier = tier;
    this.constants = new ClassConstants(writer, tier.className);
    this.pendingAtEntry = PendingFlags.of(region, tier == Tier.OPTIMISED);
  }

  /** Emits {@code region}. */
  static RegionEmitter emit(Region region, Tier tier) {
    return emit(region, tier, false);
  }

  /** The same with line numbers: the offsets of the guest's instructions in the page. */
  static RegionEmitter emitListed(Region region, Tier tier) {
    return emit(region, tier, true);
  }

  private static RegionEmitter emit(Region region, Tier tier, boolean listed) {
    if (tier == Tier.QUICK) {
      return emit(region, tier, listed, RegisterHome.array());
    }
    // Once to see what it uses.
    RegisterHome all = RegisterHome.locals();
    emit(region, tier, listed, all);
    return emit(region, tier, listed, all.trimmed());
  }

  private static RegionEmitter emit(
      Region region, Tier tier, boolean listed, RegisterHome registers) {
    RegionEmitter emitter = new RegionEmitter(region, tier, listed, registers);
    emitter.emitClass();
    return emitter;
  }

  /** The class file. */
  byte[] bytes() {
    return writer.toByteArray();
  }

  /** Length of the method's bytecode; known once {@link #bytes} has been called. */
  int methodBytes() {
    return end.getOffset();
  }

  /** What the class finds in its class data. */
  List<Object> classData() {
    return constants.values();
  }

  private void emitClass() {
    writer.visit(
        Opcodes.V21, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, tier.className, null, Names.CODE, null);
    MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, Names.CODE, "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(0, 0);
    constructor.visitEnd();
    MethodVisitor run = writer.visitMethod(Opcodes.ACC_PUBLIC, "run", Names.RUN, null, null);
    run.visitCode();
    code = new Code(run, registers);
    flags = new FlagEmitter(code);
    boolean flat = region.mode() == CodeMode.CODE_64;
    exits = new Exits(code, tier, flat);
    memory = new MemoryEmitter(code, exits, tier, !flat);
    insns = new InsnEmitter(code, flags, memory);
    region.blocks().keySet().stream()
        .filter(pendingAtEntry::containsKey)
        .forEach(offset -> labels.put(offset, new Label()));
    branches =
        new BranchEmitter(
            region,
            tier,
            code,
            flags,
            exits,
            memory,
            constants,
            new Targets(labels, pendingAtEntry));
    List<Label> entries =
        region.entries().stream()
            .map(offset -> tier == Tier.OPTIMISED ? new Label() : labels.get(offset))
            .toList();
    emitEntry(entries);
    if (tier == Tier.OPTIMISED) {
      emitEntryBlocks(entries);
    }
    labels.forEach((offset, label) ->
        emitBlock(offset, region.blocks().get(offset), label, pendingAtEntry.get(offset)));
    emitLine(RegionListing.EXITS);
    exits.emit();
    run.visitLabel(end);
    run.visitMaxs(0, 0);
    run.visitEnd();
    constants.emit();
    writer.visitEnd();
  }

  /** Sets up the local variables and goes to the entry that is asked for. */
  private void emitEntry(List<Label> entries) {
    code.pushCpu();
    code.call(Names.SUPPORT, "budget", "(L" + Names.CPU + ";)I");
    code.op(Opcodes.DUP);
    code.mv.visitVarInsn(Opcodes.ISTORE, Layout.LEFT);
    code.op(Opcodes.I2L);
    code.pushCpuField("instructions", "J");
    code.op(Opcodes.LADD);
    code.popLocal(Layout.END);
    code.push(FlagEmitter.SETTLED);
    code.mv.visitVarInsn(Opcodes.ISTORE, Layout.FLAG_KIND);
    code.push(0L);
    code.popLocal(Layout.FLAG_A);
    code.push(0L);
    code.popLocal(Layout.FLAG_B);
    code.push(0L);
    code.popLocal(Layout.FLAG_C);
    code.loadRegisters();
    emitDispatch(entries, 0);
  }

  /** Goes to one of {@code entries}, of which the first has number {@code first}. */
  private void emitDispatch(List<Label> entries, int first) {
    if (entries.size() == 1) {
      code.mv.visitJumpInsn(Opcodes.GOTO, entries.getFirst());
      return;
    }
    // C1 compares one number after the other for a switch.
    int half = entries.size() / 2;
    Label upper = new Label();
    code.mv.visitVarInsn(Opcodes.ILOAD, Layout.ENTRY);
    code.push(first + half);
    code.mv.visitJumpInsn(Opcodes.IF_ICMPGE, upper);
    emitDispatch(entries.subList(0, half), first);
    code.place(upper);
    emitDispatch(entries.subList(half, entries.size()), first + half);
  }

  /**
   * Copies of the blocks at the entries, so that inside it is known what flags are pending: a way
   * in, where nothing is, would make that unknown.
   */
  private void emitEntryBlocks(List<Label> entries) {
    for (int i = 0; i < entries.size(); i++) {
      int offset = region.entries().get(i);
      emitBlock(offset, region.blocks().get(offset), entries.get(i), FlagEmitter.SETTLED);
    }
  }

  private void emitBlock(int offset, Block block, Label label, int pending) {
    int size = block.size();
    blockOffset = offset;
    blockSize = size;
    exits.enter(offset, size);
    insns.enterBlock();
    branches.enterBlock(offset);
    flags.assume(pending);
    code.place(label);
    emitBudget(offset, size);
    for (int i = 0; i < size; i++) {
      Insn insn = block.op(i).insn;
      int next = offset + block.offset(i + 1);
      insnIndex = i;
      emitLine(RegionListing.line(offset + block.offset(i)));
      if (i == size - 1 && block.setsRip()) {
        emitBranch(block.op(i), i, next);
        return;
      }
      if (InsnEmitter.knows(insn)) {
        insns.emit(insn, i, next);
      } else {
        emitOperation(block.op(i));
        emitCheck(exits.at(next, i + 1));
      }
    }
    branches.goTo(offset + block.bytes());
  }

  private void emitLine(int line) {
    if (listed) {
      Label here = new Label();
      code.mv.visitLabel(here);
      code.mv.visitLineNumber(line, here);
    }
  }

  /** Returns to the engine if the block would pass the count at which it wants to look up. */
  private void emitBudget(int offset, int count) {
    code.mv.visitIincInsn(Layout.LEFT, -count);
    code.mv.visitVarInsn(Opcodes.ILOAD, Layout.LEFT);
    exits.leaveIfNegative(exits.at(offset, 0));
  }

  /** Leaves if the operation made the engine want to. */
  private void emitCheck(Label out) {
    code.pushCpuField("blockEnd", "I");
    code.mv.visitJumpInsn(Opcodes.IFEQ, out);
  }

  /** Makes the processor's state that of the current instruction's start. */
  private void bringUpToDate() {
    flags.settle();
    code.storeRegisters();
    exits.setInstructions(blockSize);
    code.setBlockStart(blockOffset);
    setIndex(insnIndex);
  }

  private void endOperation() {
    code.loadRegisters();
    if (insnIndex > 0) {
      setIndex(0);
    }
  }

  /** Runs the interpreter's own operation, which finds and leaves its state in the processor. */
  private void emitOperation(Op op) {
    bringUpToDate();
    constants.push(code.mv, constants.add(op));
    code.pushCpu();
    code.mv.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, Names.OP, "execute", "(L" + Names.CPU + ";)V", false);
    endOperation();
  }

  private void setIndex(int index) {
    code.pushCpu();
    code.push(index);
    code.popCpuField("index", "I");
  }

  private void emitBranch(Op op, int index, int next) {
    if (Branches.kind(op.insn) != Branches.Kind.OTHER) {
      memory.enter(index, next);
      branches.emit(op.insn, index, next);
      return;
    }
    emitOperation(op);
    exits.setInstructions(0);
    code.push(-1);
    code.op(Opcodes.IRETURN);
  }
}
