package emu.core.vectors;

import emu.core.decode.Insn;
import emu.core.decode.OpcodeRow;
import emu.core.decode.Operand;
import java.util.List;
import java.util.Random;

/** Makes instructions of a row and the states in which they say something. */
final class CaseMaker {
  private static final int RAX = 0;
  private static final int RCX = 1;
  private static final int RDX = 2;
  private static final int RBX = 3;
  private static final int RSP = 4;
  private static final int RBP = 5;
  private static final int RSI = 6;
  private static final int RDI = 7;
  private static final int TF_AND_AC = 0x4_0100;

  private final Mode mode;
  private final Random random;

  CaseMaker(Mode mode, Random random) {
    this.mode = mode;
    this.random = random;
  }

  /** A linear address for a memory operand: mostly good, aligned more often than not. */
  long target() {
    return switch (random.nextInt(24)) {
      case 0 -> VectorState.DATA + VectorState.PAGE - 1 - random.nextInt(16);
      case 1 -> VectorState.DATA + VectorState.PAGE + random.nextInt(256);
      case 2 -> VectorState.READ_ONLY + 16L * random.nextInt(200);
      case 3 -> (random.nextLong() | 1L << 62) & Long.MAX_VALUE & mode.registerMask();
      case 4, 5, 6, 7 -> inside(1);
      default -> inside(16);
    };
  }

  /** An offset in the data segments that leads to such an address. */
  private long offset() {
    return target() - mode.dataBase;
  }

  // What lies above an address of less than 64 bits.
  private long junk(Insn insn) {
    return insn.addressSize() == 64 ? 0 : random.nextLong() << insn.addressSize();
  }

  private long inside(int alignment) {
    return VectorState.DATA + 512 + (long) alignment * random.nextInt(2048 / alignment);
  }

  /**
   * Prefixes to try on {@code row}: REP, REPNE or LOCK where it takes them, now and then where it
   * does not; and such as do nothing.
   */
  byte[] extraPrefixes(OpcodeRow row, boolean memory) {
    if (random.nextInt(48) == 0 || memory && row.is("lock") && random.nextInt(4) == 0) {
      return new byte[] {(byte) 0xF0};
    }
    if ((row.is("rep") || row.is("repz")) && random.nextBoolean()) {
      return new byte[] {repeat()};
    }
    if (random.nextInt(12) != 0) {
      return new byte[0];
    }
    // After 0F they may be another instruction of the host; LOOPNE with F3 is LOOPE on AMD's.
    boolean ignoresRepeat =
        !row.encoding().contains("0F ")
            && !row.is("rep")
            && !row.is("repz")
            && !row.mnemonic().startsWith("LOOP");
    if (ignoresRepeat && random.nextBoolean()) {
      return new byte[] {repeat()};
    }
    byte segment = (byte) (0x26 + 8 * random.nextInt(4));
    boolean rex = mode.is64() && random.nextBoolean();
    // A REX prefix counts only right before the opcode.
    return rex ? new byte[] {(byte) (0x40 + random.nextInt(16)), segment} : new byte[] {segment};
  }

  private byte repeat() {
    return (byte) (0xF2 + random.nextInt(2));
  }

  /** Moves the instruction to where it, or what follows, reaches into a page that is not there. */
  void moveToEndOfPage(VectorState state, int length) {
    int bytes = 1 + random.nextInt(length);
    state.words[VectorState.RIP] = VectorState.CODE - mode.codeBase + VectorState.PAGE - bytes;
  }

  /**
   * What processors write differently: the pointers to the last x87 instruction and its operand,
   * and the mask of MXCSR. As {@code ?offset=length} in the page of memory.
   */
  List<String> open(Insn insn, MemoryOperand address) {
    int at = (int) (address.target - VectorState.DATA);
    if (at < 0 || at > VectorState.PAGE - 32) {
      return List.of();
    }
    boolean small = insn.operandSize() == 16;
    return switch (insn.row().semantics()) {
      case "State.fxsave" -> List.of(range(at + 6, 18), range(at + 28, 4));
      case "X87Control.fnstenv", "X87Control.fnsave" ->
          List.of(small ? range(at + 6, 8) : range(at + 12, 16));
      default -> List.of();
    };
  }

  private static String range(int at, int length) {
    return "?" + Integer.toHexString(at) + "=" + Integer.toHexString(length);
  }

  /** Brings {@code state} into a shape in which {@code insn} does more than fault. */
  void prepare(VectorState state, Insn insn, MemoryOperand address) {
    String semantics = insn.row().semantics();
    String name = semantics.substring(semantics.indexOf('.') + 1);
    switch (semantics.substring(0, semantics.indexOf('.'))) {
      case "Strings" -> strings(state, insn, name);
      case "ShiftRotate" -> setMaybe(state, RCX, random.nextInt(70));
      case "ControlTransfer" -> controlTransfer(state, insn, name);
      default -> byName(state, insn, name);
    }
    boolean memory = insn.operands().stream().anyMatch(o -> o.kind() == Operand.Kind.MEMORY);
    if (memory) {
      address.setRegisters(state, random);
    }
    late(state, insn, name, address.target);
    for (int i = 0; i < 16; i++) {
      state.words[i] &= mode.registerMask();
    }
  }

  private void setMaybe(VectorState state, int register, long value) {
    if (random.nextInt(3) != 0) {
      state.words[register] = value;
    }
  }

  private void strings(VectorState state, Insn insn, String name) {
    long low = -1L >>> 64 - insn.addressSize();
    state.words[RSI] = offset() & low | junk(insn);
    state.words[RDI] = offset() & low | junk(insn);
    state.words[RCX] = random.nextInt(12) | junk(insn);
    if (name.equals("cmps") || name.equals("scas")) {
      fill(state, state.words[RSI]);
      fill(state, state.words[RDI]);
      setMaybe(state, RAX, 0);
    }
  }

  // Zeros with something else among them, on both sides since the direction is open.
  private void fill(VectorState state, long linear) {
    int at = (int) (linear & VectorState.PAGE - 1);
    if (random.nextBoolean() && at >= 64 && at < VectorState.PAGE - 64) {
      for (int i = -64; i < 64; i += 8) {
        state.store(at + i, 8, random.nextInt(8) == 0 ? 1L << random.nextInt(64) : 0);
      }
    }
  }

  private void controlTransfer(VectorState state, Insn insn, String name) {
    switch (name) {
      case "ret" -> storeMaybe(state, stack(state), insn.operandSize() / 8, codeAddress());
      case "jcxz", "loop", "loope", "loopne" -> state.words[RCX] = random.nextInt(3) | junk(insn);
      default -> {}
    }
    if (insn.operands().size() == 1 && insn.operand(0).kind() == Operand.Kind.GPR) {
      setMaybe(state, insn.operand(0).number(), codeAddress());
    }
  }

  private long codeAddress() {
    return VectorState.CODE - mode.codeBase + 16L * random.nextInt(100);
  }

  // Linear address of the top of the stack.
  private long stack(VectorState state) {
    return state.words[RSP] + mode.dataBase;
  }

  private void storeMaybe(VectorState state, long linear, int size, long value) {
    if (random.nextInt(4) != 0) {
      store(state, linear, size, value);
    }
  }

  private static void store(VectorState state, long linear, int size, long value) {
    long at = linear - VectorState.DATA;
    if (at >= 0 && at + size <= VectorState.PAGE) {
      state.store((int) at, size, value);
    }
  }

  private void byName(VectorState state, Insn insn, String name) {
    switch (name) {
      case "xlat" -> state.words[RBX] = offset() | junk(insn);
      case "enter" ->
          state.words[RBP] = VectorState.DATA - mode.dataBase + 0x600 + 8L * random.nextInt(16);
      case "leave" -> state.words[RBP] = offset();
      case "maskmovq" -> state.words[RDI] = offset() | junk(insn);
      case "div", "idiv" -> divisible(state, insn, name);
      case "popf" -> {
        long flags = random.nextLong() & ~TF_AND_AC;
        store(state, stack(state), 8, flags);
      }
      case "pcmpestri", "pcmpestrm" -> {
        setMaybe(state, RAX, random.nextInt(40) - 20);
        setMaybe(state, RDX, random.nextInt(40) - 20);
      }
      default -> {}
    }
    if (insn.row().semantics().startsWith("SimdString.") && random.nextInt(4) != 0) {
      similarStrings(state, insn);
    }
  }

  // Bytes of a small alphabet, some of them 0.
  private void similarStrings(VectorState state, Insn insn) {
    for (int i = VectorState.XMM; i < VectorState.XMM + 32; i++) {
      if (i >>> 1 == VectorState.XMM / 2 + insn.operand(0).number()
          || !insn.isMemory(1) && i >>> 1 == VectorState.XMM / 2 + insn.operand(1).number()) {
        state.words[i] = smallBytes();
      }
    }
  }

  private long smallBytes() {
    long value = 0;
    int unit = random.nextBoolean() ? 8 : 16;
    for (int i = 0; i < 64; i += unit) {
      value |= (random.nextInt(10) == 0 ? 0 : 'a' + random.nextInt(3)) * 1L << i;
    }
    return value;
  }

  private void divisible(VectorState state, Insn insn, String name) {
    int bits = insn.operand(0).bits();
    if (random.nextInt(4) == 0) {
      return;
    }
    if (bits == 8) {
      state.words[RAX] = random.nextLong() << 16 | random.nextInt(0x400);
    } else if (name.equals("div")) {
      setMaybe(state, RDX, random.nextInt(4));
    } else {
      long sign = state.words[RAX] << 64 - bits >> 63;
      state.words[RDX] = random.nextInt(4) == 0 ? sign ^ 1 : sign;
    }
  }

  /** What depends on the effective address. */
  private void late(VectorState state, Insn insn, String name, long target) {
    boolean memory = !insn.operands().isEmpty() && insn.isMemory(0);
    switch (name) {
      case "cmpxchg" -> equalAccumulator(state, insn, memory, target);
      case "cmpxchg8b", "cmpxchg16b" -> {
        int half = name.equals("cmpxchg8b") ? 4 : 8;
        if (random.nextBoolean()) {
          store(state, target, half, state.words[RAX]);
          store(state, target + half, half, state.words[RDX]);
        }
      }
      case "bt", "bts", "btr", "btc" -> {
        int register = register(insn, 1);
        boolean free = register != insn.base() && register != insn.index();
        if (memory && register >= 0 && free && random.nextInt(8) != 0) {
          long spread = random.nextInt(0x1000) - 0x800L;
          int size = insn.operandSize();
          long high = size == 64 ? 0 : random.nextLong() << size;
          state.words[register] = spread & -1L >>> 64 - insn.operandSize() | high;
        }
      }
      case "jmp", "call" -> {
        if (memory && random.nextInt(4) != 0) {
          store(state, target, insn.operandSize() / 8, codeAddress());
        }
      }
      case "ldmxcsr" -> storeMaybe(state, target, 4, random.nextInt(0x10000));
      case "fxrstor" -> storeMaybe(state, target + 24, 4, random.nextInt(0x10000));
      default -> {}
    }
  }

  private static int register(Insn insn, int i) {
    Operand operand = insn.operand(i);
    return operand.kind() == Operand.Kind.GPR ? operand.number() : -1;
  }

  private void equalAccumulator(VectorState state, Insn insn, boolean memory, long target) {
    if (random.nextBoolean()) {
      return;
    }
    if (memory) {
      store(state, target, insn.operand(0).bits() / 8, state.words[RAX]);
    } else if (register(insn, 0) > 0) {
      state.words[register(insn, 0)] = state.words[RAX];
    }
  }
}
