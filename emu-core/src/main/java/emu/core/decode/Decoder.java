package emu.core.decode;

import emu.core.decode.Operand.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decodes instructions as an AMD processor with a given set of features reads them (SDM 2A, chapter
 * 2; AMD APM 3, chapter 1). What the manuals leave open was tried on an AMD Zen 5: an operand size
 * prefix shortens near branches in 64-bit mode, segment prefixes that are ignored there leave an
 * earlier FS or GS in force, UD0 and UD1 have no ModRM byte.
 *
 * <p>A decoder is not safe for use by several threads at once.
 */
public final class Decoder {
  /** No instruction is longer (SDM 2A, 2.3.11). */
  public static final int MAX_LENGTH = 15;

  private static final Map<Set<String>, Decoder> SHARED = new ConcurrentHashMap<>();

  private static final int NO_SEGMENT = -1;
  private static final int FS = 4;

  private final OpcodeMap map64;
  private final OpcodeMap map32;
  private final ModRmAddress address = new ModRmAddress();

  private byte[] code;
  private int at;
  private int next;
  private int end;
  private boolean truncated;

  private CodeMode mode;
  private boolean operandSizePrefix;
  private boolean addressSizePrefix;
  private boolean lock;
  private int repeat;
  private int rex;
  private int segment;
  private int opcode;
  private int modRm;
  private int operandSize;
  private int addressSize;
  private boolean usesMemory;
  private boolean undefined;
  private long immediate;
  private long immediate2;

  /**
   * A decoder that knows the rows without a feature and those of {@code features}, as the opcode
   * table names them.
   */
  public Decoder(Set<String> features) {
    List<Form> forms = new ArrayList<>();
    for (OpcodeRow row : OpcodeTable.rows()) {
      if (row.feature().isEmpty() || features.contains(row.feature())) {
        forms.add(new Form(row));
      }
    }
    map64 = new OpcodeMap(forms, true);
    map32 = new OpcodeMap(forms, false);
  }

  /** The same on tables that are made once for all who ask here for {@code features}. */
  public static Decoder sharing(Set<String> features) {
    return new Decoder(SHARED.computeIfAbsent(features, Decoder::new));
  }

  /** A decoder on the tables of {@code other}, for use by another thread. */
  public Decoder(Decoder other) {
    map64 = other.map64;
    map32 = other.map32;
  }

  /**
   * Decodes the instruction that starts at {@code code[at]}.
   *
   * @param limit bytes at and past this index are not there
   * @return the instruction; one of row {@link OpcodeTable#UNDEFINED} if the bytes raise #UD, of
   *     {@link OpcodeTable#TOO_LONG} if they go on past 15; null if bytes at or past {@code limit}
   *     are needed to tell
   */
  public Insn decode(byte[] code, int at, int limit, CodeMode mode) {
    this.code = code;
    this.at = at;
    this.mode = mode;
    next = at;
    end = Math.min(limit, at + MAX_LENGTH);
    truncated = false;
    undefined = false;
    usesMemory = false;
    immediate = 0;
    immediate2 = 0;
    address.clear();

    int first = readPrefixes();
    OpcodeMap opcodes = mode == CodeMode.CODE_64 ? map64 : map32;
    int map = readOpcode(first);
    modRm = opcodes.hasModRm(map, opcode) && !truncated ? readByte() : 0;
    if (truncated) {
      return truncatedResult();
    }
    Form form = choose(opcodes, map);
    if (form == null) {
      return result(Form.UNDEFINED, List.of());
    }
    List<Operand> operands = readOperands(form);
    if (truncated) {
      return truncatedResult();
    }
    if (lock && !(form.lock && operands.get(0).kind() == Kind.MEMORY)) {
      undefined = true;
    }
    return undefined ? result(Form.UNDEFINED, List.of()) : result(form, operands);
  }

  private Insn truncatedResult() {
    if (next - at < MAX_LENGTH) {
      return null;
    }
    return new Insn(
        OpcodeTable.TOO_LONG,
        mode,
        MAX_LENGTH,
        mode.bits(),
        mode.bits(),
        List.of(),
        Insn.NONE,
        Insn.NONE,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  private Insn result(Form form, List<Operand> operands) {
    int prefixes = lock ? Insn.LOCK : 0;
    Encoding encoding = form.encoding;
    if (encoding == null || !encoding.prefix().mandatory()) {
      prefixes |= repeat == 2 ? Insn.REP : repeat == 3 ? Insn.REPNE : 0;
    }
    int used = address.segment;
    if (segment != NO_SEGMENT) {
      prefixes |= Insn.SEGMENT_OVERRIDE;
      used = segment;
    }
    return new Insn(
        form.row,
        mode,
        next - at,
        operandSize,
        addressSize,
        operands,
        address.base,
        address.index,
        address.shift,
        address.displacement,
        used,
        immediate,
        immediate2,
        prefixes);
  }

  /** Reads all prefixes and the byte after them, which is returned. */
  private int readPrefixes() {
    operandSizePrefix = false;
    addressSizePrefix = false;
    lock = false;
    repeat = 0;
    rex = 0;
    segment = NO_SEGMENT;
    boolean mode64 = mode == CodeMode.CODE_64;
    while (true) {
      int b = readByte();
      switch (b) {
        case 0x66 -> operandSizePrefix = true;
        case 0x67 -> addressSizePrefix = true;
        case 0xF0 -> lock = true;
        case 0xF2 -> repeat = 3;
        case 0xF3 -> repeat = 2;
        case 0x26, 0x2E, 0x36, 0x3E -> {
          if (!mode64) {
            segment = b >>> 3 & 3;
          }
        }
        case 0x64, 0x65 -> segment = FS + (b & 1);
        default -> {
          if (!mode64 || (b & 0xF0) != 0x40) {
            return b;
          }
          rex = b;
          continue;
        }
      }
      rex = 0; // a REX prefix counts only right before the opcode
    }
  }

  /** Reads the rest of the opcode into {@link #opcode} and returns its map. */
  private int readOpcode(int first) {
    opcode = first;
    if (first != 0x0F) {
      return 0;
    }
    opcode = readByte();
    if (opcode == 0x38) {
      opcode = readByte();
      return 2;
    }
    if (opcode == 0x3A) {
      opcode = readByte();
      return 3;
    }
    return 1;
  }

  private Form choose(OpcodeMap opcodes, int map) {
    setSizes(false, false, operandSizePrefix);
    int prefix = repeat != 0 ? repeat : operandSizePrefix ? 1 : 0;
    Form form = opcodes.find(map, opcode, prefix, modRm);
    if (form == null) {
      return null;
    }
    if (form.withRexB != null && (rex & 1) != 0) {
      form = form.withRexB;
    }
    boolean mandatory = form.encoding.prefix() == Encoding.Prefix.P66;
    setSizes(form.default64, form.forced64, operandSizePrefix && !mandatory);
    return form.bySize == null ? form : form.bySize[Form.sizeIndex(operandSize, addressSize)];
  }

  private void setSizes(boolean default64, boolean forced64, boolean prefix66) {
    switch (mode) {
      case CODE_16 -> {
        operandSize = prefix66 ? 32 : 16;
        addressSize = addressSizePrefix ? 32 : 16;
      }
      case CODE_32 -> {
        operandSize = prefix66 ? 16 : 32;
        addressSize = addressSizePrefix ? 16 : 32;
      }
      case CODE_64 -> {
        boolean wide = forced64 || (rex & 8) != 0;
        operandSize = wide ? 64 : prefix66 ? 16 : default64 ? 64 : 32;
        addressSize = addressSizePrefix ? 32 : 64;
      }
    }
  }

  private List<Operand> readOperands(Form form) {
    if (form.hasMemory && modRm < 0xC0) {
      next = address.read(code, next, end, modRm, rex, addressSize, mode);
      if (next < 0) {
        next = end;
        truncated = true;
      }
      usesMemory = true;
    }
    OperandCode[] codes = form.operands;
    return switch (codes.length) {
      case 0 -> List.of();
      case 1 -> List.of(operand(codes[0], 0));
      case 2 -> List.of(operand(codes[0], 0), operand(codes[1], 1));
      default -> List.of(operand(codes[0], 0), operand(codes[1], 1), operand(codes[2], 2));
    };
  }

  private Operand operand(OperandCode operandCode, int position) {
    int bits = operandCode.registerWidth().bits(operandSize, mode);
    int reg = modRm >>> 3 & 7;
    return switch (operandCode.place()) {
      case RM_GPR -> usesMemory ? memory(operandCode) : gpr(modRm & 7, rex & 1, bits);
      case RM_MMX -> usesMemory ? memory(operandCode) : Operands.of(Kind.MMX, modRm & 7, bits);
      case RM_XMM ->
          usesMemory
              ? memory(operandCode)
              : Operands.of(Kind.XMM, modRm & 7 | (rex & 1) << 3, bits);
      case RM_MEMORY -> memory(operandCode);
      case REG_GPR -> gpr(reg, rex >>> 2 & 1, bits);
      case REG_MMX -> Operands.of(Kind.MMX, reg, bits);
      case REG_XMM -> Operands.of(Kind.XMM, extendedReg(), bits);
      case REG_SEGMENT -> segmentRegister(reg, position == 0);
      case REG_CONTROL -> controlRegister(bits);
      case REG_DEBUG -> debugRegister(bits);
      case OPCODE_GPR -> gpr(opcode & 7, rex & 1, bits);
      case UNSIGNED_IMMEDIATE -> immediate(bits, position);
      case SIGNED_IMMEDIATE -> signedImmediate(operandCode);
      case RELATIVE -> {
        immediate = readSigned(bits);
        yield Operands.of(Kind.RELATIVE, 0, bits);
      }
      case FAR_POINTER -> {
        immediate = readUnsigned(operandSize);
        immediate2 = readUnsigned(16);
        yield Operands.of(Kind.FAR_POINTER, 0, bits);
      }
      case OFFSET -> {
        address.displacement = readUnsigned(addressSize);
        yield Operands.of(Kind.MEMORY, 0, bits);
      }
      case STRING_SOURCE -> Operands.of(Kind.STRING_SOURCE, 0, bits);
      case STRING_DESTINATION -> Operands.of(Kind.STRING_DESTINATION, 0, bits);
      case FIXED_GPR -> Operands.of(Kind.GPR, operandCode.number(), bits);
      case FIXED_SEGMENT -> Operands.of(Kind.SEGMENT, operandCode.number(), bits);
      case FIXED_XMM -> Operands.of(Kind.XMM, operandCode.number(), bits);
      case ST_I -> Operands.of(Kind.ST, modRm & 7, bits);
      case ST_0 -> Operands.of(Kind.ST, 0, bits);
      case ONE -> {
        immediate = 1;
        yield Operands.of(Kind.ONE, 0, bits);
      }
    };
  }

  private Operand memory(OperandCode operandCode) {
    return Operands.of(Kind.MEMORY, 0, operandCode.memoryWidth().bits(operandSize, mode));
  }

  private Operand gpr(int low, int high, int bits) {
    if (bits == 8 && rex == 0 && low >= 4) {
      return Operands.of(Kind.GPR_HIGH, low - 4, 8);
    }
    return Operands.of(Kind.GPR, low | high << 3, bits);
  }

  private int extendedReg() {
    return modRm >>> 3 & 7 | (rex & 4) << 1;
  }

  private Operand segmentRegister(int number, boolean destination) {
    undefined |= number > 5 || destination && number == 1; // CS is loaded by far transfers only
    return Operands.of(Kind.SEGMENT, number, 16);
  }

  private Operand controlRegister(int bits) {
    int number = extendedReg();
    undefined |= number == 1 || number > 4 && number != 8;
    return Operands.of(Kind.CONTROL, number, bits);
  }

  private Operand debugRegister(int bits) {
    int number = extendedReg();
    undefined |= number > 7;
    return Operands.of(Kind.DEBUG, number, bits);
  }

  private Operand immediate(int bits, int position) {
    long value = readUnsigned(bits);
    if (position > 0 && opcode == 0xC8) { // ENTER has two
      immediate2 = value;
      return Operands.of(Kind.IMMEDIATE2, 0, bits);
    }
    immediate = value;
    return Operands.of(Kind.IMMEDIATE, 0, bits);
  }

  private Operand signedImmediate(OperandCode operandCode) {
    int encoded = operandCode.registerWidth().bits(operandSize, mode);
    immediate = readSigned(encoded);
    return Operands.of(Kind.IMMEDIATE, 0, encoded == 8 || encoded == 32 ? operandSize : encoded);
  }

  private int readByte() {
    if (next >= end) {
      truncated = true;
      return 0;
    }
    return code[next++] & 0xFF;
  }

  private long readUnsigned(int bits) {
    int bytes = bits >>> 3;
    if (end - next < bytes) {
      next = end;
      truncated = true;
      return 0;
    }
    long value = LittleEndian.read(code, next, bytes);
    next += bytes;
    return value;
  }

  private long readSigned(int bits) {
    return readUnsigned(bits) << -bits >> -bits;
  }
}
