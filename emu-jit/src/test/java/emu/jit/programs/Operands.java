package emu.jit.programs;

import java.util.List;
import java.util.Random;

/**
 * Text of random operands.
 *
 * <p>R11 to R15 and RSP have their duties: R11 counts inner loops, R12 is a small index, R13 says
 * where to go on after a fault, R14 points to the data, R15 counts the outer loop.
 */
final class Operands {
  private static final List<String> WORDS =
      List.of("ax", "cx", "dx", "bx", "bp", "si", "di", "r8", "r9", "r10");
  private static final List<String> LOW_BYTES =
      List.of("al", "cl", "dl", "bl", "bpl", "sil", "dil", "r8b", "r9b", "r10b");
  private static final List<String> HIGH_BYTES = List.of("ah", "ch", "dh", "bh");
  private static final List<String> WITHOUT_REX = List.of("al", "cl", "dl", "bl");
  private static final int[] VALUES = {0, 1, 2, -1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF};

  private final Random random;

  /** How many of the free registers the program uses: with few, more depends on what was before. */
  private final int registers;

  Operands(Random random) {
    this.random = random;
    this.registers = 2 + random.nextInt(WORDS.size() - 1);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** 16, 32 or 64, more often the wider ones. */
  int wordBits() {
    return pick(List.of(16, 32, 32, 64, 64));
  }

  /** 8, 16, 32 or 64. */
  int bits() {
    return oneIn(4) ? 8 : wordBits();
  }

  String register(int bits) {
    return register(random.nextInt(registers), bits);
  }

  /** One of the ten free registers. */
  static String register(int number, int bits) {
    String word = WORDS.get(number);
    boolean numbered = number >= 7;
    return switch (bits) {
      case 8 -> LOW_BYTES.get(number);
      case 16 -> numbered ? word + "w" : word;
      case 32 -> numbered ? word + "d" : "e" + word;
      default -> numbered ? word : "r" + word;
    };
  }

  /** Two registers that can stand in one instruction. */
  String[] registers(int bits) {
    if (bits == 8 && oneIn(3)) {
      String high = pick(HIGH_BYTES);
      String low = pick(oneIn(2) ? HIGH_BYTES : WITHOUT_REX);
      return oneIn(2) ? new String[] {high, low} : new String[] {low, high};
    }
    return new String[] {register(bits), register(bits)};
  }

  /** A high-byte register. */
  String highByte() {
    return pick(HIGH_BYTES);
  }

  String xmm() {
    return "xmm" + random.nextInt(oneIn(2) ? 4 : 16);
  }

  /** An immediate for operands of {@code bits}. */
  String immediate(int bits) {
    int value = oneIn(2) ? VALUES[random.nextInt(VALUES.length)] : random.nextInt();
    return switch (bits) {
      case 8 -> String.valueOf((byte) value);
      case 16 -> String.valueOf((short) value);
      default -> String.valueOf(value);
    };
  }

  /** {@link #memory} with its width before it. */
  String sizedMemory(int bits) {
    return size(bits) + memory();
  }

  static String size(int bits) {
    return switch (bits) {
      case 8 -> "byte ";
      case 16 -> "word ";
      case 32 -> "dword ";
      case 64 -> "qword ";
      default -> "xmmword ";
    };
  }

  /** Data that can be read and written, in one of the forms of an address. */
  String memory() {
    int at = offset();
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> "[r14+" + at + "]";
      case 3 -> "[r14+" + random.nextInt(128) + "]";
      case 4 -> "[r14+r12+" + at + "]";
      case 5 -> "[r14+r12*" + (1 << random.nextInt(4)) + "+" + at + "]";
      case 6 -> "[r12*" + (4 << random.nextInt(2)) + "+" + (Layout.DATA + at) + "]";
      case 7 -> "[abs " + (Layout.DATA + at) + "]";
      case 8, 9 -> "[rel " + (Layout.DATA + at) + "]";
      case 10 -> "[fs:" + (at - 0x1000) + "]";
      case 11 -> "[gs:r12+" + (at - 0x2800) + "]";
      case 12 -> "[r14d+" + at + "]";
      case 13 -> "[r14d+r12d*" + (1 << random.nextInt(3)) + "+" + at + "]";
      case 14 -> "[rsp-" + (8 + random.nextInt(120)) + "]";
      default -> "[r14+" + (Layout.DATA_ALIAS - Layout.DATA + at) + "]";
    };
  }

  /** An offset into the data, now and then so that an operand reaches over the end of a page. */
  int offset() {
    int page = 0x1000 * random.nextInt(2);
    return switch (random.nextInt(8)) {
      case 0 -> page + 0x1000 - 1 - random.nextInt(15);
      case 1, 2, 3 -> page + 16 * random.nextInt(64);
      default -> page + random.nextInt(0x1000);
    };
  }

  /** An offset that is a multiple of 16. */
  int alignedOffset() {
    return 16 * random.nextInt(512);
  }
}
