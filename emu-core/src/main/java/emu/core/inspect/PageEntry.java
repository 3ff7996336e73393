package emu.core.inspect;

/**
 * An entry of a paging structure (SDM 3A, tables 5-2 to 5-20), as a walk found it.
 *
 * @param table its name in the SDM: PML4E, PDPTE, PDE or PTE
 * @param index which of its table
 * @param address its physical address
 * @param size its bytes: 4 or 8
 * @param value its contents
 * @param leaf whether it maps a page, not another table
 */
public record PageEntry(String table, int index, long address, int size, long value, boolean leaf) {
  static final long PRESENT = 1;
  static final long WRITABLE = 1 << 1;
  static final long USER = 1 << 2;
  static final long LARGE = 1 << 7;
  static final long NO_EXECUTE = Long.MIN_VALUE;
  private static final long ACCESSED = 1 << 5;
  private static final long DIRTY = 1 << 6;
  private static final long GLOBAL = 1 << 8;

  /** Whether all bits of {@code flag} are set. */
  boolean has(long flag) {
    return (value & flag) == flag;
  }

  /** Its bits by their names in the SDM, in words; "not present" if nothing else counts. */
  public String bits() {
    if (!has(PRESENT)) {
      return "not present";
    }
    StringBuilder text = new StringBuilder("present");
    text.append(has(WRITABLE) ? " writable" : " read-only");
    text.append(has(USER) ? " user" : " supervisor");
    text.append(has(ACCESSED) ? " accessed" : "");
    text.append(leaf && has(DIRTY) ? " dirty" : "");
    text.append(leaf && !table.equals("PTE") ? " page-size" : "");
    text.append(leaf && has(GLOBAL) ? " global" : "");
    text.append(size == 8 && has(NO_EXECUTE) ? " no-execute" : "");
    return text.toString();
  }
}
