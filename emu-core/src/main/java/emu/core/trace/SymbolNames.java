package emu.core.trace;

/** What people call addresses. */
@FunctionalInterface
public interface SymbolNames {
  /** Knows none. */
  SymbolNames NONE = address -> "";

  /** The name of what is at linear {@code address}, as in {@code start_kernel+0x10}; or empty. */
  String at(long address);

  /** {@code address} with its name behind it in angle brackets, if it has one. */
  default String show(long address) {
    String name = at(address);
    String number = "%016x".formatted(address);
    return name.isEmpty() ? number : number + " <" + name + ">";
  }
}
