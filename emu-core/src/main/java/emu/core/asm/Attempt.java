package emu.core.asm;

import emu.core.decode.CodeMode;
import emu.core.decode.Encoding;
import emu.core.decode.Operand.Kind;
import emu.core.decode.OperandCode;
import emu.core.decode.OperandCode.Place;
import emu.core.decode.Width;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Tries to encode an instruction by one row and one operand size. */
final class Attempt {
  private static final int REX_B = 1;
  private static final int REX_R = 4;
  private static final int REX_W = 8;
  private static final int REX = 0x40;

  private final RowEncoder row;
  private final Instruction instruction;
  private final CodeMode mode;
  private final int operandSize;
  private final boolean sizePrefix;
  private final Scope scope;

  private int rex;
  private boolean noRex;
  private int reg;
  private int rm = -1;
  private int opcodeRegister;
  private SourceOperand.Memory memory;
  private int memoryBits;
  private boolean offset;
  private int relativeBytes;
  private long target;
  private final ByteArrayOutputStream immediates = new ByteArrayOutputStream();

  Attempt(
      RowEncoder row, Instruction instruction, int operandSize, boolean sizePrefix, Scope scope) {
    this.row = row;
    this.instruction = instruction;
    this.mode = instruction.mode();
    this.operandSize = operandSize;
    this.sizePrefix = sizePrefix;
    this.scope = scope;
  }

  /** Adds what comes out, if the operands fit. */
  void addTo(List<Candidate> candidates) {
    for (int i = 0; i < row.codes.size(); i++) {
      if (!take(row.codes.get(i), instruction.operands().get(i))) {
        return;
      }
    }
    if (sizePrefix && operandSize == 64) {
      rex |= REX | REX_W;
    }
    if (row.encoding.plusR() && row.encoding.opcode() == 0x90 && (rex | opcodeRegister) == 0) {
      return; // NOP
    }
    int addressSize = addressSize();
    if (addressSize == 0 || !row.fits("as", addressSize)) {
      return;
    }
    if (memory == null || offset) {
      add(candidates, addressSize, null);
      return;
    }
    for (MemoryEncoding form : MemoryEncoding.of(memory.address(), addressSize, mode, scope)) {
      add(candidates, addressSize, form);
    }
  }

  /** Address size to use, or 0 if the mode does not have it. */
  private int addressSize() {
    int size = instruction.addressSize();
    int bits = memory == null ? 0 : memory.address().bits();
    if (bits != 0 && size != 0 && bits != size) {
      return 0;
    }
    size = bits != 0 ? bits : size;
    for (int other = 16; size == 0 && other <= 64; other *= 2) {
      boolean restricted = row.row.is("as16") || row.row.is("as32") || row.row.is("as64");
      size = restricted && row.row.is("as" + other) ? other : 0;
    }
    if (size == 0) {
      return mode.bits();
    }
    boolean there = mode == CodeMode.CODE_64 ? size != 16 : size != 64;
    return there ? size : 0;
  }

  private boolean take(OperandCode code, SourceOperand operand) {
    return switch (operand) {
      case SourceOperand.InRegister(Register register) -> takeRegister(code, register);
      case SourceOperand.Value value -> takeValue(code, value);
      case SourceOperand.FarPointer pointer -> takeFarPointer(code, pointer);
      case SourceOperand.Memory place -> takeMemory(code, place);
    };
  }

  private boolean takeRegister(OperandCode code, Register register) {
    int bits = code.registerWidth().bits(operandSize, mode);
    boolean memoryOnly = row.row.is("mem");
    return switch (code.place()) {
      case RM_GPR -> !memoryOnly && isGpr(register, bits) && takeRm(register);
      case RM_MMX -> !memoryOnly && register.kind() == Kind.MMX && takeRm(register);
      case RM_XMM -> !memoryOnly && register.kind() == Kind.XMM && takeRm(register);
      case REG_GPR -> isGpr(register, bits) && takeReg(register);
      case REG_MMX -> register.kind() == Kind.MMX && takeReg(register);
      case REG_XMM -> register.kind() == Kind.XMM && takeReg(register);
      case REG_SEGMENT -> register.kind() == Kind.SEGMENT && takeReg(register);
      case REG_CONTROL -> register.kind() == Kind.CONTROL && takeReg(register);
      case REG_DEBUG -> register.kind() == Kind.DEBUG && takeReg(register);
      case OPCODE_GPR -> isGpr(register, bits) && takeOpcodeRegister(register);
      case FIXED_GPR ->
          register.kind() == Kind.GPR
              && register.bits() == bits
              && register.number() == code.number();
      case FIXED_SEGMENT -> register.kind() == Kind.SEGMENT && register.number() == code.number();
      case FIXED_XMM -> register.kind() == Kind.XMM && register.number() == 0;
      case ST_0 -> register.kind() == Kind.ST && register.number() == 0;
      case ST_I -> register.kind() == Kind.ST && takeRm(register);
      default -> false;
    };
  }

  private static boolean isGpr(Register register, int bits) {
    return (register.kind() == Kind.GPR || register.kind() == Kind.GPR_HIGH)
        && register.bits() == bits;
  }

  /** The number to encode; notes what it asks of a REX prefix. */
  private int encoded(Register register, int extension) {
    int number = register.number();
    if (register.kind() == Kind.GPR_HIGH) {
      noRex = true;
      return number + 4;
    }
    if (number >= 8) {
      rex |= REX | extension;
    } else if (register.kind() == Kind.GPR && register.bits() == 8 && number >= 4) {
      rex |= REX;
    } else if (register.kind() == Kind.GPR && register.bits() == 64 && mode != CodeMode.CODE_64) {
      rex |= REX;
    }
    return number & 7;
  }

  private boolean takeRm(Register register) {
    rm = encoded(register, REX_B);
    return true;
  }

  private boolean takeReg(Register register) {
    reg = encoded(register, REX_R);
    return true;
  }

  private boolean takeOpcodeRegister(Register register) {
    opcodeRegister = encoded(register, REX_B);
    return true;
  }

  private boolean takeMemory(OperandCode code, SourceOperand.Memory place) {
    boolean farRow = code.memoryWidth() == Width.P && row.row.is("ends") && row.codes.size() == 1;
    if (place.far() != farRow) {
      return false;
    }
    int bits = code.memoryWidth().bits(operandSize, mode);
    boolean here =
        switch (code.place()) {
          case RM_GPR, RM_MMX, RM_XMM -> !row.row.is("reg") && code.memoryWidth() != Width.N;
          case RM_MEMORY -> true;
          case OFFSET -> takesOffset(place);
          default -> false;
        };
    if (!here) {
      return false;
    }
    if (farRow) {
      if (place.bits() != 0 && place.bits() + 16 != bits && place.bits() != bits) {
        return false;
      }
    } else if (place.bits() == 0) {
      memoryBits = bits;
    } else if (bits != 0 && bits != place.bits()) {
      return false;
    }
    memory = place;
    return true;
  }

  /** The forms with an address and no ModRM byte; in 64-bit mode only where no other will do. */
  private boolean takesOffset(SourceOperand.Memory place) {
    Address address = place.address();
    offset = address.base() == null && address.index() == null;
    if (!offset || mode != CodeMode.CODE_64) {
      return offset;
    }
    long value = address.displacement().value(scope);
    return !address.relative() && value != (int) value;
  }

  private boolean takeValue(OperandCode code, SourceOperand.Value operand) {
    boolean relative = code.place() == Place.RELATIVE;
    long value = operand.value().value(relative ? scope.near() : scope);
    int bits = code.registerWidth().bits(operandSize, mode);
    int asked = operand.bits();
    boolean sizeKnown =
        row.pinned
            || !sizePrefix
            || asked == operandSize
            || asked == 0 && instruction.operandSize() != 0;
    return switch (code.place()) {
      case ONE -> value == 1;
      case UNSIGNED_IMMEDIATE -> (asked == 0 || asked == bits) && takeImmediate(value, bits, bits);
      case SIGNED_IMMEDIATE ->
          sizeKnown
              && (asked == 0 || asked == bits || asked == operandSize)
              && takeImmediate(value, bits, operandSize);
      case RELATIVE -> takeRelative(operand, value, bits);
      default -> false;
    };
  }

  /**
   * Takes an immediate of {@code bits} that the processor extends with its sign to {@code full}.
   */
  private boolean takeImmediate(long value, int bits, int full) {
    long extended = value << -bits >> -bits;
    boolean same = full == 64 ? extended == value : (extended - value & (1L << full) - 1) == 0;
    boolean inRange = full == 64 || value >= -(1L << full - 1) && value < 1L << full;
    if (!same || !inRange) {
      return false;
    }
    for (int i = 0; i < bits; i += 8) {
      immediates.write((int) (value >>> i));
    }
    return true;
  }

  private boolean takeRelative(SourceOperand.Value operand, long value, int bits) {
    boolean isShort = bits == 8;
    boolean hasBoth = !row.row.is("as16") && row.row.mnemonic().startsWith("J");
    if (hasBoth && operand.distance().equals(isShort ? "near" : "short")) {
      return false;
    }
    if (operand.bits() == 0 ? sizePrefix : operand.bits() != operandSize) {
      return false;
    }
    relativeBytes = bits >>> 3;
    target = value;
    return true;
  }

  private boolean takeFarPointer(OperandCode code, SourceOperand.FarPointer pointer) {
    if (code.place() != Place.FAR_POINTER
        || (pointer.bits() == 0 ? sizePrefix : pointer.bits() != operandSize)) {
      return false;
    }
    return takeImmediate(pointer.offset().value(scope), operandSize, operandSize)
        && takeImmediate(pointer.segment().value(scope), 16, 16);
  }

  private void add(List<Candidate> candidates, int addressSize, MemoryEncoding form) {
    int allRex = rex | (form == null || form.rex() == 0 ? 0 : REX | form.rex());
    if (allRex != 0 && (mode != CodeMode.CODE_64 || noRex)) {
      return;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    instruction.prefixes().forEach(out::write);
    if (memory != null && memory.segment() >= 0) {
      out.write(segmentPrefix(memory.segment()));
    }
    if (sizePrefix && operandSize != 64) {
      out.write(0x66);
    }
    if (addressSize != mode.bits()) {
      out.write(0x67);
    }
    writeOpcode(out, allRex);
    long displacement = writeModRm(out, form);
    int tail = immediates.size() + relativeBytes;
    if (form != null) {
      int end = out.size() + form.bytes() + tail;
      long value = form.relative() ? displacement - scope.here() - end : displacement;
      if (form.relative() && value != (int) value) {
        return;
      }
      write(out, value, form.bytes());
    } else if (offset) {
      write(out, memory.address().displacement().value(scope), addressSize >>> 3);
    }
    out.writeBytes(immediates.toByteArray());
    if (relativeBytes == 0 || writeRelative(out)) {
      candidates.add(new Candidate(out.toByteArray(), memoryBits, row.row.is("d64")));
    }
  }

  private void writeOpcode(ByteArrayOutputStream out, int allRex) {
    Encoding encoding = row.encoding;
    switch (encoding.prefix()) {
      case P66 -> out.write(0x66);
      case F3 -> out.write(0xF3);
      case F2 -> out.write(0xF2);
      default -> {}
    }
    if (allRex != 0) {
      out.write(allRex);
    }
    if (encoding.map() > 0) {
      out.write(0x0F);
    }
    if (encoding.map() > 1) {
      out.write(encoding.map() == 2 ? 0x38 : 0x3A);
    }
    out.write(encoding.opcode() + opcodeRegister);
  }

  private long writeModRm(ByteArrayOutputStream out, MemoryEncoding form) {
    Encoding encoding = row.encoding;
    if (encoding.modRm() >= 0) {
      out.write(encoding.modRm() + Math.max(rm, 0));
      return 0;
    }
    int field = encoding.digit() >= 0 ? encoding.digit() : reg;
    if (form == null) {
      if (rm >= 0 || encoding.digit() >= 0) {
        out.write(0xC0 | field << 3 | Math.max(rm, 0));
      }
      return 0;
    }
    out.write(form.modRm() | field << 3);
    if (form.sib() >= 0) {
      out.write(form.sib());
    }
    return form.displacement();
  }

  private boolean writeRelative(ByteArrayOutputStream out) {
    long distance = target - scope.here() - out.size() - relativeBytes;
    int wrapped = 64 - operandSize; // the instruction pointer wraps around at the operand size
    distance = distance << wrapped >> wrapped;
    int unused = 64 - 8 * relativeBytes;
    if (distance << unused >> unused != distance) {
      return false;
    }
    write(out, distance, relativeBytes);
    return true;
  }

  private static void write(ByteArrayOutputStream out, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> 8 * i));
    }
  }

  /** The prefix byte of a segment register. */
  static int segmentPrefix(int segment) {
    return segment < 4 ? 0x26 + 8 * segment : 0x60 + segment;
  }
}
