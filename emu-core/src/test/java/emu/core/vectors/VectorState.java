package emu.core.vectors;

import emu.core.cpu.Flags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * What an instruction may see and change: registers as words with a name each, one page of memory,
 * and how the run ended.
 */
final class VectorState {
  /** Linear address of the page that the instruction lies in; the rest of it is INT3. */
  static final long CODE = 0x1000_0000L;

  /** Linear address of the instruction. */
  static final long START = CODE + 0x800;

  /** Linear address of the page of writable memory. */
  static final long DATA = 0x2000_0000L;

  /**
   * Linear address of a page that can be read only; every byte of it is {@link #READ_ONLY_BYTE}.
   */
  static final long READ_ONLY = 0x2000_2000L;

  static final int READ_ONLY_BYTE = 0x5A;
  static final int PAGE = 4096;

  // Indices into words; the general registers come first.
  static final int RIP = 16;
  static final int RFLAGS = 17;
  static final int FS_BASE = 18;
  static final int GS_BASE = 19;
  static final int VECTOR = 20;
  static final int ERROR_CODE = 21;
  static final int CR2 = 22;
  static final int MXCSR = 23;
  static final int CONTROL = 24;
  static final int STATUS = 25;
  static final int TOP = 26;
  static final int EMPTY = 27;
  static final int EXPONENTS = 28;
  static final int MANTISSAS = 36;
  static final int XMM = 44;
  static final int WORDS = 76;

  private static final String[] NAMES = names();
  private static final HexFormat HEX = HexFormat.of();

  final long[] words = new long[WORDS];
  final byte[] memory = new byte[PAGE];

  private static String[] names() {
    List<String> names = new ArrayList<>();
    names.addAll(List.of("rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi"));
    for (int i = 8; i < 16; i++) {
      names.add("r" + i);
    }
    names.addAll(List.of("rip", "fl", "fs", "gs", "vector", "error", "cr2"));
    names.addAll(List.of("mxcsr", "fcw", "fsw", "top", "empty"));
    for (int i = 0; i < 8; i++) {
      names.add("e" + i);
    }
    for (int i = 0; i < 8; i++) {
      names.add("m" + i);
    }
    for (int i = 0; i < 16; i++) {
      names.add("x" + i + "l");
      names.add("x" + i + "h");
    }
    return names.toArray(String[]::new);
  }

  /** The state before case {@code seed}; part of the meaning of vector files. */
  static VectorState initial(long seed, Profile profile, Mode mode) {
    Random random = Values.generator(seed);
    Values values = new Values(random, profile);
    VectorState state = new VectorState();
    long[] w = state.words;
    for (int i = 0; i < 16; i++) {
      w[i] = values.integer() & mode.registerMask();
    }
    w[4] = DATA - mode.dataBase + 0x800 + 8L * random.nextInt(16);
    w[RIP] = START - mode.codeBase;
    w[RFLAGS] =
        random.nextInt() & Flags.STATUS
            | (random.nextInt(4) == 0 ? Flags.DF : 0)
            | (random.nextInt(16) == 0 ? Flags.AC : 0)
            | Flags.IF
            | Flags.FIXED;
    w[FS_BASE] = DATA + random.nextInt(PAGE / 2);
    w[GS_BASE] = DATA + random.nextInt(PAGE / 2);
    initialFloat(w, random, values, profile);
    for (int i = XMM; i < XMM + 32; i++) {
      w[i] = values.vector();
    }
    for (int at = 0; at < PAGE; at += 8) {
      long value = values.vector();
      if (profile == Profile.X87 && (at & 8) != 0) {
        value = value & ~0xFFFFL | values.signExponent();
      }
      state.store(at, 8, value);
    }
    return state;
  }

  private static void initialFloat(long[] w, Random random, Values values, Profile profile) {
    w[MXCSR] = 0x1F80;
    w[CONTROL] = 0x37F;
    w[TOP] = random.nextInt(8);
    w[STATUS] = random.nextInt() & 0x4700;
    w[EMPTY] = random.nextInt() & 0xFF & (profile == Profile.X87 ? random.nextInt() : -1);
    if (profile == Profile.SSE_FLOAT) {
      int unmasked = random.nextInt(8) == 0 ? random.nextInt() & 0x1F80 : 0;
      w[MXCSR] = random.nextInt() & 0xE07F | 0x1F80 & ~unmasked;
    }
    if (profile == Profile.X87) {
      int unmasked = random.nextInt(8) == 0 ? random.nextInt() & 0x3F : 0;
      int precision = random.nextInt(2) == 0 ? 0x300 : random.nextInt(2) << 9;
      w[CONTROL] = 0x7F & ~unmasked | precision | random.nextInt(4) << 10;
      int exceptions = random.nextInt() & 0x7F & ~(random.nextInt(4) == 0 ? 0 : unmasked);
      boolean pending = (exceptions & ~w[CONTROL] & 0x3F) != 0;
      w[STATUS] |= exceptions | (pending ? 0x8080 : 0);
    }
    for (int i = 0; i < 8; i++) {
      w[EXPONENTS + i] = values.signExponent();
      w[MANTISSAS + i] =
          profile == Profile.X87 ? values.significand((int) w[EXPONENTS + i]) : values.vector();
    }
  }

  VectorState copy() {
    VectorState state = new VectorState();
    System.arraycopy(words, 0, state.words, 0, WORDS);
    System.arraycopy(memory, 0, state.memory, 0, PAGE);
    return state;
  }

  /** Little-endian value of {@code size} bytes of memory at offset {@code at}. */
  long load(int at, int size) {
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | memory[at + i] & 0xFF;
    }
    return value;
  }

  void store(int at, int size, long value) {
    for (int i = 0; i < size; i++) {
      memory[at + i] = (byte) (value >>> 8 * i);
    }
  }

  /** What is set to a value other than {@code before}'s, as words {@code name=value}. */
  List<String> changesSince(VectorState before) {
    List<String> changes = new ArrayList<>();
    for (int i = 0; i < WORDS; i++) {
      if (words[i] != before.words[i]) {
        changes.add(NAMES[i] + "=" + Long.toHexString(words[i]));
      }
    }
    int at = Arrays.mismatch(memory, before.memory);
    while (at >= 0) {
      int end = at + 1;
      for (int i = end; i < PAGE && i < end + 4; i++) {
        if (memory[i] != before.memory[i]) {
          end = i + 1;
        }
      }
      changes.add("@" + Integer.toHexString(at) + "=" + HEX.formatHex(memory, at, end));
      int next = Arrays.mismatch(memory, end, PAGE, before.memory, end, PAGE);
      at = next < 0 ? -1 : end + next;
    }
    return changes;
  }

  /** Makes a change that {@link #changesSince} tells of. */
  void apply(String change) {
    int equals = change.indexOf('=');
    if (change.charAt(0) == '@') {
      int at = Integer.parseInt(change, 1, equals, 16);
      byte[] bytes = HEX.parseHex(change, equals + 1, change.length());
      System.arraycopy(bytes, 0, memory, at, bytes.length);
    } else {
      int i = Arrays.asList(NAMES).indexOf(change.substring(0, equals));
      words[i] = Long.parseUnsignedLong(change, equals + 1, change.length(), 16);
    }
  }
}
