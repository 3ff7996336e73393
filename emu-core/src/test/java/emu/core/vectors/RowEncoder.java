package emu.core.vectors;

import emu.core.decode.OpcodeRow;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Encodes instructions of one row of the opcode table, with random operands.
 *
 * <p>It follows the row's notation and not the decoder, so that what both agree on says something.
 */
final class RowEncoder {
  private static final Pattern CODE =
      Pattern.compile("([EGMRPQNVWUSZIJO])(bs|b|w|dq|d|q|t|v|z|y|n|s|a|)(?:/M(.))?");

  private final Mode mode;
  private final List<Integer> opcode = new ArrayList<>();
  private final String mandatory;
  private final List<String> operands = new ArrayList<>();
  private int digit = -1;
  private int fixedModRm = -1;
  private boolean anyStackRegister;
  private boolean registerInOpcode;
  private boolean registerAllowed;
  private boolean memoryAllowed;
  private boolean hasModRm;
  private final int addressSize;

  /** Prefixes and ModRM.mod that an encoding is asked for. */
  record Shape(boolean prefix66, boolean rexW, boolean memory) {}

  RowEncoder(OpcodeRow row, Mode mode) {
    this.mode = mode;
    List<String> words = new ArrayList<>(List.of(row.encoding().split(" ", -1)));
    boolean hasPrefix =
        words.size() > 1 && List.of("NP", "NFx", "66", "F3", "F2").contains(words.get(0));
    mandatory = hasPrefix ? words.removeFirst() : "";
    readOpcode(words);
    addressSize = row.is("as16") ? 16 : row.is("as32") ? 32 : row.is("as64") ? 64 : 0;
    for (String operand : row.operands()) {
      Matcher matcher = CODE.matcher(operand);
      if (matcher.matches() && !List.of("ES", "CS", "SS", "DS", "FS", "GS").contains(operand)) {
        operands.add(operand);
        noteModRm(operand.charAt(0), operand.contains("/"));
      }
    }
    if (digit >= 0 && !memoryAllowed && !registerAllowed) {
      memoryAllowed = true;
      registerAllowed = true;
    }
    hasModRm |= digit >= 0 || fixedModRm >= 0;
    memoryAllowed &= !row.is("reg") && fixedModRm < 0;
    registerAllowed &= !row.is("mem");
    registerAllowed |= fixedModRm >= 0 || !hasModRm;
  }

  private void readOpcode(List<String> words) {
    int count =
        !words.get(0).equals("0F")
            ? 1
            : words.get(1).equals("38") || words.get(1).equals("3A") ? 3 : 2;
    for (int i = 0; i < count; i++) {
      opcode.add(Integer.parseInt(words.get(i), 0, 2, 16));
    }
    registerInOpcode = words.get(count - 1).endsWith("+r");
    if (words.size() > count) {
      String last = words.get(count);
      if (last.startsWith("/")) {
        digit = last.charAt(1) - '0';
      } else {
        fixedModRm = Integer.parseInt(last, 0, 2, 16);
        anyStackRegister = last.endsWith("+i");
      }
    }
  }

  private void noteModRm(char method, boolean split) {
    switch (method) {
      case 'E', 'Q', 'W' -> allow(true, true);
      case 'R' -> allow(true, split);
      case 'N', 'U' -> allow(true, false);
      case 'M' -> allow(false, true);
      case 'G', 'P', 'V', 'S' -> hasModRm = true;
      default -> {}
    }
  }

  private void allow(boolean register, boolean memory) {
    hasModRm = true;
    registerAllowed |= register;
    memoryAllowed |= memory;
  }

  boolean allows(boolean memory) {
    return memory ? memoryAllowed : registerAllowed;
  }

  /** Bytes of an immediate of letter {@code width}. */
  private int bytes(String width, Shape shape) {
    int size = mode.operandBytes(shape.prefix66(), shape.rexW());
    return switch (width) {
      case "b", "bs" -> 1;
      case "w" -> 2;
      case "v" -> size;
      default -> Math.min(size, 4);
    };
  }

  /** An encoding; {@code address} is used where the shape has a memory operand. */
  byte[] encode(Shape shape, MemoryOperand address, byte[] extraPrefixes, Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(extraPrefixes);
    if (shape.memory() && address.segmentPrefix != 0) {
      out.write(address.segmentPrefix);
    }
    if (addressSize(shape, address) != mode.codeMode.bits()) {
      out.write(0x67);
    }
    if (shape.prefix66()) {
      out.write(0x66);
    }
    if (List.of("66", "F3", "F2").contains(mandatory)) {
      out.write(Integer.parseInt(mandatory, 16));
    }
    int reg = digit >= 0 ? digit : random.nextInt(8);
    int rexR = digit < 0 && mayExtend('G', 'V') ? random.nextInt(2) : 0;
    if (operands.stream().anyMatch(o -> o.startsWith("S"))) {
      reg = random.nextInt(6);
      rexR = 0;
    }
    int rm = random.nextInt(8);
    int rexB = mayExtend('E', 'R', 'W', 'U', 'Z') ? random.nextInt(2) : 0;
    int rexX = 0;
    if (shape.memory() && mode.is64()) {
      rexB = Math.max(address.base, 0) >>> 3;
      rexX = Math.max(address.index, 0) >>> 3;
    }
    int rex = (shape.rexW() ? 8 : 0) | rexR << 2 | rexX << 1 | rexB;
    if (rex != 0 || mode.is64() && random.nextInt(8) == 0) {
      out.write(0x40 | rex);
    }
    writeOpcode(out, rm);
    if (fixedModRm >= 0) {
      out.write(anyStackRegister ? fixedModRm | rm : fixedModRm);
    } else if (hasModRm && shape.memory()) {
      address.write(out, reg);
    } else if (hasModRm) {
      out.write(0xC0 | reg << 3 | rm);
    }
    writeImmediates(out, shape, address, random);
    return out.toByteArray();
  }

  private int addressSize(Shape shape, MemoryOperand address) {
    if (addressSize != 0) {
      return addressSize;
    }
    boolean used = shape.memory() || operands.isEmpty() || hasOffset();
    return used ? address.addressBits : mode.codeMode.bits();
  }

  private boolean hasOffset() {
    return operands.stream().anyMatch(o -> o.startsWith("O"));
  }

  private boolean mayExtend(char... methods) {
    if (!mode.is64()) {
      return false;
    }
    for (char method : methods) {
      if (operands.stream().anyMatch(o -> o.charAt(0) == method)) {
        return true;
      }
    }
    return false;
  }

  private void writeOpcode(ByteArrayOutputStream out, int register) {
    for (int i = 0; i < opcode.size(); i++) {
      int last = registerInOpcode && i == opcode.size() - 1 ? register : 0;
      out.write(opcode.get(i) | last);
    }
  }

  private void writeImmediates(
      ByteArrayOutputStream out, Shape shape, MemoryOperand address, Random random) {
    for (String operand : operands) {
      Matcher matcher = CODE.matcher(operand);
      matcher.matches();
      String width = matcher.group(2);
      switch (operand.charAt(0)) {
        case 'I' -> write(out, bytes(width, shape), new Values(random, Profile.INTEGER).integer());
        case 'J' -> write(out, bytes(width, shape), displacement(width, random));
        case 'O' -> write(out, address.addressBits / 8, address.offset);
        default -> {}
      }
    }
  }

  // Never to where it runs for ever: the instruction itself.
  private static long displacement(String width, Random random) {
    if (width.equals("b")) {
      return random.nextBoolean() ? random.nextInt(128) : -128 + random.nextInt(96);
    }
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt();
      case 1 -> -0x700 + random.nextInt(0x6C0);
      default -> random.nextInt(0x7C0);
    };
  }

  private static void write(ByteArrayOutputStream out, int size, long value) {
    for (int i = 0; i < size; i++) {
      out.write((int) (value >>> 8 * i));
    }
  }
}
