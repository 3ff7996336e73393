package emu.jit.emit;

import emu.core.decode.CodeMode;
import emu.core.decode.Insn;
import emu.core.interp.Block;
import emu.core.interp.Op;
import emu.core.interp.PageLink;
import emu.jit.region.Branches;
import emu.jit.region.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Emits the class of a region: one method, with a label for each block. */
final class RegionEmitter {
  private static final String CONSTANT =
      "(Ljava/lang/invoke/MethodHandles$Lookup;I)Ljava/lang/Object;";

  private final Region region;
  private final Tier tier;
  private final RegisterHome registers;

  /** Whether it is 64-bit code: its segments have no limits, and addresses are to be canonical. */
  private final boolean flat;

  /** Whether line numbers are wanted: the offsets of the instructions in the page. */
  private final boolean listed;

  private final Map<Integer, Integer> pendingAtEntry;
  private final Map<Integer, Label> labels = new LinkedHashMap<>();

  /** What is no number: operations of the interpreter, and links to pages. */
  private final List<Object> constants = new ArrayList<>();

  /** Numbers of the constants that are links, by that of the page. */
  private final Map<Integer, Integer> links = new HashMap<>();

  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
  private final Label end = new Label();
  private Code code;
  private FlagEmitter flags;
  private Exits exits;
  private MemoryEmitter memory;
  private InsnEmitter insns;
  private int blockOffset;
  private int blockSize;
  private int insnIndex;

  private RegionEmitter(Region region, Tier tier, boolean listed, RegisterHome registers) {
    this.registers = registers;
    this.listed = listed;
    this.region = region;
    this.flat = region.mode() == CodeMode.CODE_64;
    this.tier = tier;
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
    return constants;
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
    exits = new Exits(code, tier, flat);
    memory = new MemoryEmitter(code, exits, tier, !flat);
    insns = new InsnEmitter(code, flags, memory);
    region.blocks().keySet().stream()
        .filter(pendingAtEntry::containsKey)
        .forEach(offset -> labels.put(offset, new Label()));
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
    if (!constants.isEmpty()) {
      emitConstants();
    }
    writer.visitEnd();
  }

  private static String field(int constant) {
    return "constant" + constant;
  }

  private String owner(int constant) {
    return constants.get(constant) instanceof PageLink ? Names.PAGE_LINK : Names.OP;
  }

  private void pushConstant(int constant) {
    code.mv.visitFieldInsn(
        Opcodes.GETSTATIC, tier.className, field(constant), "L" + owner(constant) + ";");
  }

  /** Static constants, set from the class data when the class is initialised. */
  private void emitConstants() {
    MethodVisitor mv = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    mv.visitCode();
    for (int i = 0; i < constants.size(); i++) {
      String type = "L" + owner(i) + ";";
      writer
          .visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, field(i), type, null, null)
          .visitEnd();
      mv.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "java/lang/invoke/MethodHandles",
          "lookup",
          "()Ljava/lang/invoke/MethodHandles$Lookup;",
          false);
      mv.visitIntInsn(Opcodes.SIPUSH, i);
      mv.visitMethodInsn(Opcodes.INVOKESTATIC, Names.SUPPORT, "constant", CONSTANT, false);
      mv.visitTypeInsn(Opcodes.CHECKCAST, owner(i));
      mv.visitFieldInsn(Opcodes.PUTSTATIC, tier.className, field(i), type);
    }
    mv.visitInsn(Opcodes.RETURN);
    mv.visitMaxs(0, 0);
    mv.visitEnd();
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
    goTo(offset + block.bytes());
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
    constants.add(op);
    pushConstant(constants.size() - 1);
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
    Insn insn = op.insn;
    memory.enter(index, next);
    switch (Branches.kind(insn)) {
      case JUMP -> jump(insn, next);
      case CONDITION -> branchIf(insn, index, next);
      case CALL -> call(insn, next);
      case INDIRECT_JUMP -> {
        pushTarget(insn);
        code.pushLocal(Layout.VALUE);
        exits.goToPopped();
      }
      case INDIRECT_CALL -> {
        pushTarget(insn);
        pushReturnAddress(insn, next);
        code.pushLocal(Layout.VALUE);
        exits.goToPopped();
      }
      case RETURN -> emitReturn(insn);
      case OTHER -> {
        emitOperation(op);
        exits.setInstructions(0);
        code.push(-1);
        code.op(Opcodes.IRETURN);
      }
    }
  }

  private void jump(Insn insn, int next) {
    int target = next + (int) insn.immediate();
    if (staysInside(target)) {
      goTo(target);
    } else {
      prepareTarget(insn, target);
      code.pushLocal(Layout.VALUE);
      exits.goToPopped();
    }
  }

  private void branchIf(Insn insn, int index, int next) {
    int target = next + (int) insn.immediate();
    int condition = insn.row().condition();
    flags.prepare(condition);
    if (staysInside(target) && !isAbroad(target)) {
      flags.branchIf(condition, labelOrExit(target, index + 1));
      goTo(next);
    } else {
      Label taken = new Label();
      flags.branchIf(condition, taken);
      goTo(next);
      code.place(taken);
      jump(insn, next);
    }
  }

  private void call(Insn insn, int next) {
    int target = next + (int) insn.immediate();
    if (staysInside(target)) {
      pushReturnAddress(insn, next);
      goTo(target);
    } else {
      prepareTarget(insn, target);
      pushReturnAddress(insn, next);
      code.pushLocal(Layout.VALUE);
      exits.goToPopped();
    }
  }

  /** Whether the target is known to be in the code segment, as all of the region is. */
  private boolean staysInside(int target) {
    return flat || labels.containsKey(target);
  }

  /** Leaves the target of a relative branch in the local variable for values. */
  private void prepareTarget(Insn insn, int target) {
    code.pushRip(target);
    code.truncate(insn.operandSize());
    code.popLocal(Layout.VALUE);
    checkTarget();
  }

  private void pushReturnAddress(Insn insn, int next) {
    int size = insn.operandSize() >> 3;
    memory.reachStack(size);
    code.pushLocal(Layout.HOST);
    code.pushRip(next);
    code.store(8 * size);
    memory.setStack(MemoryEmitter.RSP, -size);
  }

  /** Leaves the target of an indirect branch in the local variable for values. */
  private void pushTarget(Insn insn) {
    if (insn.isMemory(0)) {
      memory.readOperand(insn, 0);
    } else {
      code.pushRegister(insn.operand(0));
      code.popLocal(Layout.VALUE);
    }
    checkTarget();
  }

  /**
   * Leaves before the instruction, which will fault, if the target is not canonical or outside the
   * code segment.
   */
  private void checkTarget() {
    code.pushLocal(Layout.VALUE);
    if (!flat) {
      code.pushCpuField("codeEnd", "J");
      code.op(Opcodes.LCMP);
      code.mv.visitJumpInsn(Opcodes.IFGT, memory.out());
      return;
    }
    code.push(16);
    code.op(Opcodes.LSHL);
    code.push(16);
    code.op(Opcodes.LSHR);
    code.pushLocal(Layout.VALUE);
    code.op(Opcodes.LCMP);
    code.mv.visitJumpInsn(Opcodes.IFNE, memory.out());
  }

  private void emitReturn(Insn insn) {
    int bits = insn.operandSize();
    memory.readStack(MemoryEmitter.RSP, bits);
    checkTarget();
    int arguments = insn.operands().isEmpty() ? 0 : (int) insn.immediate() & 0xFFFF;
    memory.setStack(MemoryEmitter.RSP, (bits >> 3) + arguments);
    Map<Integer, Label> detours = new LinkedHashMap<>();
    for (int point : region.returnPoints()) {
      if (!labels.containsKey(point)) {
        continue;
      }
      code.pushLocal(Layout.VALUE);
      code.pushRip(point);
      code.op(Opcodes.LCMP);
      boolean abroad = isAbroad(point);
      Label label = abroad ? new Label() : label(point);
      if (abroad) {
        detours.put(point, label);
      }
      code.mv.visitJumpInsn(Opcodes.IFEQ, label);
    }
    code.pushLocal(Layout.VALUE);
    exits.goToPopped();
    detours.forEach((point, label) -> {
      code.place(label);
      goTo(point);
    });
  }

  private Label labelOrExit(int target, int done) {
    return labels.containsKey(target) ? label(target) : exits.at(target, done);
  }

  /** The block at {@code target}, which must expect the flags that are pending here. */
  private Label label(int target) {
    int expected = pendingAtEntry.get(target);
    if (expected != FlagEmitter.UNKNOWN && expected != flags.pending()) {
      throw new IllegalStateException(
          "flags pending at " + target + ": " + expected + ", not " + flags.pending());
    }
    return labels.get(target);
  }

  /**
   * Whether the block at {@code target} is in another page than the running one, and not in the one
   * in which the translation was entered: it may have been mapped elsewhere since.
   */
  private boolean isAbroad(int target) {
    int number = Region.page(target);
    return labels.containsKey(target) && number != 0 && number != Region.page(blockOffset);
  }

  /** Leaves unless the page in which {@code target} lies is mapped where it was. */
  private void emitLink(int target) {
    int number = Region.page(target);
    int constant =
        links.computeIfAbsent(
            number,
            key -> {
              constants.add(new PageLink(region.pages().get(key)));
              return constants.size() - 1;
            });
    pushConstant(constant);
    code.pushRip(target & -4096);
    code.mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Names.PAGE_LINK, "isShut", "(J)J", false);
    // Calls in its loops would cost an optimised translation the machine's registers.
    Label open = tier == Tier.QUICK ? label(target) : null;
    exits.leaveIfNotZero(exits.through(any -> pushConstant(constant), target, open));
  }

  private void goTo(int target) {
    if (isAbroad(target)) {
      emitLink(target);
    }
    if (labels.containsKey(target)) {
      code.mv.visitJumpInsn(Opcodes.GOTO, label(target));
    } else {
      exits.goTo(target);
    }
  }
}
