package emu.jit.programs;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** State of a guest, to be shown. */
final class State {
  private static final List<String> NAMES =
      List.of(
          "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12",
          "r13", "r14", "r15");
  private static final int MOST_SHOWN = 16;

  private final Map<String, String> registers;
  private final byte[] memory;
  private final String failure;

  private State(Map<String, String> registers, byte[] memory, String failure) {
    this.registers = registers;
    this.memory = memory;
    this.failure = failure;
  }

  /** That of {@code guest}, and what its engine threw, or null. */
  static State of(Guest guest, Throwable failure) {
    Cpu cpu = guest.cpu;
    Map<String, String> registers = new LinkedHashMap<>();
    registers.put("instructions", Long.toString(cpu.instructionCount()));
    registers.put("rip", Long.toHexString(cpu.rip));
    registers.put("rflags", Integer.toHexString(Flags.get(cpu)));
    registers.put("cpl", Integer.toString(cpu.cpl));
    for (int i = 0; i < NAMES.size(); i++) {
      registers.put(NAMES.get(i), Long.toHexString(cpu.r[i]));
    }
    for (int i = 0; i < 16; i++) {
      registers.put("xmm" + i, "%016x%016x".formatted(cpu.xmm[2 * i + 1], cpu.xmm[2 * i]));
    }
    registers.put("mxcsr", Integer.toHexString(cpu.mxcsr));
    registers.put("cr2", Long.toHexString(cpu.cr2));
    registers.put("dr6", Long.toHexString(cpu.dr[6]));
    registers.put("dr7", Long.toHexString(cpu.dr[7]));
    registers.put("halted", cpu.halted + (cpu.shutdown ? " (shutdown)" : ""));
    registers.put("intr", cpu.intr() + (cpu.nmiPending() ? " (nmi)" : ""));
    byte[] memory = new byte[Layout.DEVICE];
    guest.memory.copyOut(0, memory, 0, memory.length);
    return new State(registers, memory, trace(failure));
  }

  private static String trace(Throwable failure) {
    if (failure == null) {
      return "";
    }
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString().lines().limit(MOST_SHOWN).collect(Collectors.joining("\n", "", "\n"));
  }

  /** Registers of both, what differs marked, and the first bytes of memory that differ. */
  static String show(State one, State other) {
    StringBuilder text = new StringBuilder();
    one.registers.forEach((name, value) -> {
      String second = other.registers.get(name);
      boolean boring = name.startsWith("xmm") && value.equals(second);
      if (!boring) {
        String mark = value.equals(second) ? "" : "   <--";
        text.append("%-13s %-33s %s%s%n".formatted(name, value, second, mark));
      }
    });
    for (String line : memoryDifferences(one.memory, other.memory)) {
      text.append(line).append('\n');
    }
    return text.append(one.failure).append(other.failure).toString();
  }

  private static List<String> memoryDifferences(byte[] one, byte[] other) {
    List<String> lines = new ArrayList<>();
    int at = Arrays.mismatch(one, other);
    while (at >= 0 && at < one.length && lines.size() < MOST_SHOWN) {
      if (one[at] != other[at]) {
        lines.add(
            "memory %05x  %02x                                %02x"
                .formatted(at, one[at], other[at]));
      }
      at++;
    }
    return lines;
  }
}
