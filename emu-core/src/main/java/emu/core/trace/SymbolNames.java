package emu.core.trace;

/** What people call addresses. */
@FunctionalInterface
public interface SymbolNames {
  /** Knows none. */
  SymbolNames NONE = address -> "";

  /** The name of what is at linear {@code address}, as in {@code start_kernel+0x10}; or empty. */
  String at(long address);

  /** The name of the function that linear {@code address} is in, or empty. */
  default String function(long address) {
    String name = at(address);
    int plus = name.lastIndexOf("+0x");
    return plus < 0 ? name : name.substring(0, plus);
  }

  /** {@code address} with its name behind it in angle brackets, if it has one. */
  default String show(long address) {
    String name = at(address);
    String number = "%016x".formatted(address);
    return name.isEmpty() ? number : number + " <" + name + ">";
  }
}
