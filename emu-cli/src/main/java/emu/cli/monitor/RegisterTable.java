package emu.cli.monitor;

import java.util.List;
import java.util.Map;

/** The processor's registers as text. */
public final class RegisterTable {
  private static final List<String> GENERAL =
      List.of(
          "rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "rsp", "r8", "r9", "r10", "r11", "r12",
          "r13", "r14", "r15", "rip", "rflags");
  private static final List<String> SEGMENTS =
      List.of("es", "cs", "ss", "ds", "fs", "gs", "ldtr", "tr");
  private static final List<String> CONTROL = List.of("cr0", "cr2", "cr3", "cr4", "efer", "cpl");
  private static final int COLUMNS = 4;

  private RegisterTable() {}

  /** A table of {@code values}, of those that matter most or of all. */
  public static String of(Map<String, Long> values, boolean all) {
    StringBuilder text = new StringBuilder();
    if (all) {
      values.forEach((name, value) -> text.append("%-18s %016x%n".formatted(name, value)));
      return text.toString();
    }
    addRows(text, values, GENERAL);
    for (String name : SEGMENTS) {
      text.append(
          "%-4s %04x base=%016x limit=%08x access=%04x%n"
              .formatted(
                  name,
                  values.get(name),
                  values.get(name + " base"),
                  values.get(name + " limit"),
                  values.get(name + " access")));
    }
    for (String name : List.of("gdtr", "idtr")) {
      text.append(
          "%-4s      base=%016x limit=%08x%n"
              .formatted(name, values.get(name + " base"), values.get(name + " limit")));
    }
    addRows(text, values, CONTROL);
    return text.toString();
  }

  private static void addRows(StringBuilder text, Map<String, Long> values, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      boolean last = i % COLUMNS == COLUMNS - 1 || i == names.size() - 1;
      String name = names.get(i);
      text.append("%-6s=%016x".formatted(name, values.get(name)))
          .append(last ? "%n".formatted() : " ");
    }
  }
}
