package emu.jit.emit;

import emu.core.decode.CodeMode;
import emu.core.decode.Insn;
import emu.core.interp.PageLink;
import emu.jit.region.Branches;
import emu.jit.region.Region;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Emits the branches at the ends of blocks: to other blocks of the region, through links if they
 * are in other pages, or out of the translation.
 *
 * <p>Like {@link InsnEmitter} it leaves before an instruction that may fault.
 */
final class BranchEmitter {
  private final Region region;
  private final Tier tier;
  private final Code code;
  private final FlagEmitter flags;
  private final Exits exits;
  private final MemoryEmitter memory;
  private final ClassConstants constants;
  private final Targets targets;

  /** Whether it is 64-bit code: its segments have no limits, and addresses are to be canonical. */
  private final boolean flat;

  /** Numbers of the constants that are links, by that of the page. */
  private final Map<Integer, Integer> links = new HashMap<>();

  private int blockOffset;

  BranchEmitter(
      Region region,
      Tier tier,
      Code code,
      FlagEmitter flags,
      Exits exits,
      MemoryEmitter memory,
      ClassConstants constants,
      Targets targets) {
    this.region = region;
    this.tier = tier;
    this.code = code;
    this.flags = flags;
    this.exits = exits;
    this.memory = memory;
    this.constants = constants;
    this.targets = targets;
    this.flat = region.mode() == CodeMode.CODE_64;
  }

  /** Branches are those of the block at {@code offset} from now on. */
  void enterBlock(int offset) {
    blockOffset = offset;
  }

  /** Emits {@code insn}, instruction {@code index} of its block; {@code next} is behind it. */
  void emit(Insn insn, int index, int next) {
    switch (Branches.kind(insn)) {
      case JUMP -> jump(insn, next);
      case CONDITION -> branchIf(insn, index, next);
      case CALL -> call(insn, next);
      case INDIRECT_JUMP -> {
        pushTarget(insn);
        leave();
      }
      case INDIRECT_CALL -> {
        pushTarget(insn);
        pushReturnAddress(insn, next);
        leave();
      }
      case RETURN -> emitReturn(insn);
      case OTHER -> throw new IllegalArgumentException(insn.toString());
    }
  }

  /** Goes out of the translation to the RIP in the local variable for values. */
  private void leave() {
    code.pushLocal(Layout.VALUE);
    exits.goToPopped();
  }

  private void jump(Insn insn, int next) {
    int target = next + (int) insn.immediate();
    if (staysInside(target)) {
      goTo(target);
    } else {
      prepareTarget(insn, target);
      leave();
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
      leave();
    }
  }

  /** Whether the target is known to be in the code segment, as all of the region is. */
  private boolean staysInside(int target) {
    return flat || targets.contains(target);
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
      if (!targets.contains(point)) {
        continue;
      }
      code.pushLocal(Layout.VALUE);
      code.pushRip(point);
      code.op(Opcodes.LCMP);
      boolean abroad = isAbroad(point);
      Label label = abroad ? new Label() : targets.label(point, flags.pending());
      if (abroad) {
        detours.put(point, label);
      }
      code.mv.visitJumpInsn(Opcodes.IFEQ, label);
    }
    leave();
    detours.forEach((point, label) -> {
      code.place(label);
      goTo(point);
    });
  }

  private Label labelOrExit(int target, int done) {
    return targets.contains(target)
        ? targets.label(target, flags.pending())
        : exits.at(target, done);
  }

  /**
   * Whether the block at {@code target} is in another page than the running one, and not in the one
   * in which the translation was entered: it may have been mapped elsewhere since.
   */
  private boolean isAbroad(int target) {
    int number = Region.page(target);
    return targets.contains(target) && number != 0 && number != Region.page(blockOffset);
  }

  /** Leaves unless the page in which {@code target} lies is mapped where it was. */
  private void emitLink(int target) {
    int constant =
        links.computeIfAbsent(
            Region.page(target), number -> constants.add(new PageLink(region.pages().get(number))));
    constants.push(code.mv, constant);
    code.pushRip(target & -4096);
    code.mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Names.PAGE_LINK, "isShut", "(J)J", false);
    // Calls in its loops would cost an optimised translation the machine's registers.
    Label open = tier == Tier.QUICK ? targets.label(target, flags.pending()) : null;
    exits.leaveIfNotZero(exits.through(() -> constants.push(code.mv, constant), target, open));
  }

  /** Goes on at {@code target}, in the region or outside; the block is done. */
  void goTo(int target) {
    if (isAbroad(target)) {
      emitLink(target);
    }
    if (targets.contains(target)) {
      code.mv.visitJumpInsn(Opcodes.GOTO, targets.label(target, flags.pending()));
    } else {
      exits.goTo(target);
    }
  }
}
