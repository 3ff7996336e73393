package emu.core.crash;

/** Tells people what lies at an address, by symbols if there are any. */
@FunctionalInterface
public interface AddressNames {
  /** No symbols. */
  AddressNames NONE = address -> "0x%x".formatted(address);

  /** Linear address {@code address} for people, as in {@code 0x100004 <kmain+0x4>}. */
  String describe(long address);
}
