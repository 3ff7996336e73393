package emu.core.inspect;

import java.util.Optional;

/**
 * An entry of the GDT, an LDT, the IDT or the interrupt vector table of real mode, for people.
 *
 * @param table GDT, LDT, IDT or IVT
 * @param index which of them
 * @param address linear address of its first byte
 * @param low its first eight bytes, in the IVT its four; 0 if it cannot be read
 * @param high the upper eight bytes of an entry of 16; else 0
 * @param text what it says
 * @param target where a gate leads: an offset in its code segment; 0 for all others
 * @param selector the selector in a gate; 0 for all others
 * @param problem why it cannot serve at all, if so: beyond the limit, not mapped, empty, not
 *     present
 */
public record TableEntry(
    String table,
    int index,
    long address,
    long low,
    long high,
    String text,
    long target,
    int selector,
    Optional<String> problem) {

  /** Its table and index, as in "IDT entry 14". */
  public String name() {
    return table + " entry " + index;
  }
}
