package emu.core.trace;

import emu.core.cpu.Cpu;
import java.util.function.Consumer;

/**
 * Where the text of all logs goes, and what of it is wanted.
 *
 * @param out takes pieces of text that end in a newline
 * @param window when it is wanted
 * @param filter for which code, by linear address
 * @param symbols what addresses are called
 */
public record TraceLog(
    Consumer<String> out, CountWindow window, AddressFilter filter, SymbolNames symbols) {

  /** Whether something that happens now is wanted. */
  boolean isNow(Cpu cpu) {
    return window.holds(cpu.instructionCount());
  }

  /** Whether something that the code at CS:{@code rip} does now is wanted. */
  boolean wants(Cpu cpu, long linear) {
    return isNow(cpu) && filter.holds(linear);
  }

  void write(String text) {
    out.accept(text);
  }

  /** A line that begins with what it is about and with the count of instructions. */
  void line(Cpu cpu, String what, String text) {
    out.accept("%s %d: %s\n".formatted(what, cpu.instructionCount(), text));
  }
}
