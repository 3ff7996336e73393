package emu.cli.gdb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The registers in the order of the g packet, which is QEMU's, and their values as bytes.
 *
 * <p>With {@link #X86_64} everything is told in its full width in every mode; what a mode does not
 * have is what the processor keeps there.
 */
final class RegisterSet {
  private static final List<String> GENERAL_64 =
      List.of(
          "rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "rsp", "r8", "r9", "r10", "r11", "r12",
          "r13", "r14", "r15");
  private static final List<String> GENERAL_32 =
      List.of("eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi");
  private static final List<String> SEGMENTS = List.of("cs", "ss", "ds", "es", "fs", "gs");

  /** For {@code i386:x86-64}. */
  static final RegisterSet X86_64 = new RegisterSet(true);

  /** For {@code i386}: code of 16 and 32 bits alone. */
  static final RegisterSet I386 = new RegisterSet(false);

  final boolean wide;

  /** What gdb's feature {@code org.gnu.gdb.i386.core} has. */
  final List<Register> core = new ArrayList<>();

  /** {@code org.gnu.gdb.i386.sse}. */
  final List<Register> sse = new ArrayList<>();

  /** {@code org.gnu.gdb.i386.segments}. */
  final List<Register> segments = new ArrayList<>();

  /** Control registers, which are no feature of gdb's own. */
  final List<Register> system = new ArrayList<>();

  private RegisterSet(boolean wide) {
    this.wide = wide;
    addGeneral();
    addX87();
    for (int i = 0; i < (wide ? 16 : 8); i++) {
      String name = "xmm" + i;
      sse.add(new Register(name, 128, "vec128", "", List.of(name + " low", name + " high")));
    }
    sse.add(new Register("mxcsr", 32, "mxcsr", "vector", List.of("mxcsr")));
    // gdb's feature is for x86-64 alone.
    List<Register> bases = wide ? segments : system;
    bases.add(Register.of("fs_base", 64, "uint64", "fs base"));
    bases.add(Register.of("gs_base", 64, "uint64", "gs base"));
    system.add(Register.of("k_gs_base", 64, "uint64", "kernel_gs_base"));
    for (String name : List.of("cr0", "cr2", "cr3", "cr4", "cr8", "efer")) {
      boolean flags = List.of("cr0", "cr4", "efer").contains(name);
      system.add(Register.of(name, 64, flags ? name + "_flags" : "uint64", name));
    }
  }

  private void addGeneral() {
    int bits = wide ? 64 : 32;
    for (String name : wide ? GENERAL_64 : GENERAL_32) {
      boolean stack = name.endsWith("sp") || name.endsWith("bp");
      String word = wide ? name : "r" + name.substring(1);
      core.add(Register.of(name, bits, stack ? "data_ptr" : "int" + bits, word));
    }
    core.add(Register.of(wide ? "rip" : "eip", bits, "code_ptr", "rip"));
    core.add(Register.of("eflags", 32, "eflags", "rflags"));
    for (String name : SEGMENTS) {
      core.add(Register.of(name, 32, "int32", name));
    }
  }

  private void addX87() {
    for (int i = 0; i < 8; i++) {
      List<String> words = List.of("st" + i + " mantissa", "st" + i + " exponent");
      core.add(new Register("st" + i, 80, "i387_ext", "", words));
    }
    Map<String, String> control = new LinkedHashMap<>();
    control.put("fctrl", "fcw");
    control.put("fstat", "fsw");
    control.put("ftag", "ftw");
    control.put("fiseg", "fcs");
    control.put("fioff", "fip");
    control.put("foseg", "fds");
    control.put("fooff", "fdp");
    control.put("fop", "fop");
    control.forEach(
        (name, word) -> core.add(new Register(name, 32, "int", "float", List.of(word))));
  }

  /** All of them, in the order of the g packet. */
  List<Register> all() {
    List<Register> all = new ArrayList<>(core);
    all.addAll(sse);
    all.addAll(segments);
    all.addAll(system);
    return all;
  }

  /** The bytes of {@code register}, little-endian, of what {@code values} says. */
  static byte[] bytes(Register register, Map<String, Long> values) {
    byte[] bytes = new byte[register.bytes()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (values.get(register.words().get(i / 8)) >>> 8 * (i % 8));
    }
    return bytes;
  }

  /** The words of {@code register} of its bytes. */
  static Map<String, Long> words(Register register, byte[] bytes, int from) {
    Map<String, Long> words = new LinkedHashMap<>();
    for (int i = 0; i < register.bytes(); i++) {
      long value = (bytes[from + i] & 0xFFL) << 8 * (i % 8);
      words.merge(register.words().get(i / 8), value, (a, b) -> a | b);
    }
    return words;
  }
}
