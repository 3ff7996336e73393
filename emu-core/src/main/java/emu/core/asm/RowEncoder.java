package emu.core.asm;

import emu.core.decode.CodeMode;
import emu.core.decode.Encoding;
import emu.core.decode.OpcodeRow;
import emu.core.decode.OperandCode;
import emu.core.decode.OperandCode.Place;
import emu.core.decode.Width;
import java.util.ArrayList;
import java.util.List;

/** Encodes instructions by one row of the opcode table. */
final class RowEncoder {
  private static final int[] SIZES_16 = {16, 32};
  private static final int[] SIZES_32 = {32, 16};
  private static final int[] SIZES_64 = {32, 16, 64};
  private static final int[] SIZES_DEFAULT_64 = {64, 16};
  private static final int[] SIZES_FORCED_64 = {64};

  final OpcodeRow row;
  final Encoding encoding;

  /** Codes of the operands that are written. */
  final List<OperandCode> codes = new ArrayList<>();

  /** A register or memory operand tells the operand size. */
  final boolean pinned;

  private final boolean sized;

  RowEncoder(OpcodeRow row) {
    this.row = row;
    encoding = Encoding.of(row.encoding());
    boolean pins = false;
    boolean varies = row.is("os16") || row.is("os32") || row.is("os64");
    for (String text : row.operands()) {
      OperandCode code = OperandCode.of(text);
      varies |= variesWithSize(code.registerWidth()) || variesWithSize(code.memoryWidth());
      varies |= code.place() == Place.SIGNED_IMMEDIATE; // extended to the operand size
      if (!code.implied()) {
        codes.add(code);
        pins |= code.place().ordinal() < Place.UNSIGNED_IMMEDIATE.ordinal();
        pins |= code.place() == Place.OFFSET || code.place() == Place.FIXED_GPR;
      }
    }
    pinned = pins;
    sized = varies;
  }

  private static boolean variesWithSize(Width width) {
    return switch (width) {
      case V, Z, Y, P, A -> true;
      default -> false;
    };
  }

  /** Adds the ways to encode {@code instruction} where {@code scope} says that it lies. */
  void addTo(List<Candidate> candidates, Instruction instruction, Scope scope) {
    CodeMode mode = instruction.mode();
    boolean mode64 = mode == CodeMode.CODE_64;
    if (instruction.operands().size() != codes.size() || row.is(mode64 ? "i64" : "o64")) {
      return;
    }
    int[] sizes = operandSizes(mode);
    for (int i = 0; i < sizes.length && (i == 0 || sized || instruction.operandSize() != 0); i++) {
      if (fits("os", sizes[i]) && takes66(sizes[i], sizes[0])) {
        if (instruction.operandSize() == 0 || instruction.operandSize() == sizes[i]) {
          new Attempt(this, instruction, sizes[i], sizes[i] != sizes[0], scope).addTo(candidates);
        }
      }
    }
  }

  /** Operand sizes that there are in {@code mode}, the one without a prefix first. */
  private int[] operandSizes(CodeMode mode) {
    return switch (mode) {
      case CODE_16 -> SIZES_16;
      case CODE_32 -> SIZES_32;
      case CODE_64 -> row.is("f64") ? SIZES_FORCED_64 : row.is("d64") ? SIZES_DEFAULT_64 : SIZES_64;
    };
  }

  /** Whether the row is for this size; {@code kind}: {@code os} or {@code as}. */
  boolean fits(String kind, int size) {
    boolean restricted = row.is(kind + 16) || row.is(kind + 32) || row.is(kind + 64);
    return !restricted || row.is(kind + size);
  }

  /** Rows whose opcode has a say about 66 cannot have it as a size prefix. */
  private boolean takes66(int size, int usual) {
    boolean wanted = size != usual && size != 64;
    return !wanted
        || encoding.prefix() != Encoding.Prefix.NP && encoding.prefix() != Encoding.Prefix.P66;
  }
}
