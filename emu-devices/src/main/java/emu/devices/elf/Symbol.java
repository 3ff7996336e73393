package emu.devices.elf;

/**
 * A symbol (gABI, "Symbol Table").
 *
 * @param name its name
 * @param address where it is; in an object file from the start of its section
 * @param size its bytes, 0 if not known
 * @param type {@link #STT_FUNC}, ...
 * @param binding {@link #STB_GLOBAL}, ...
 * @param section the section that it is in, or {@link #SHN_UNDEF}, {@link #SHN_ABS}, ...
 */
public record Symbol(String name, long address, long size, int type, int binding, int section) {
  /** Types. */
  public static final int STT_NOTYPE = 0;

  public static final int STT_OBJECT = 1;
  public static final int STT_FUNC = 2;
  public static final int STT_SECTION = 3;
  public static final int STT_FILE = 4;
  public static final int STT_TLS = 6;

  /** Bindings. */
  public static final int STB_LOCAL = 0;

  public static final int STB_GLOBAL = 1;
  public static final int STB_WEAK = 2;

  /** Sections that are none: defined elsewhere, a number, not placed yet. */
  public static final int SHN_UNDEF = 0;

  public static final int SHN_ABS = 0xFFF1;
  public static final int SHN_COMMON = 0xFFF2;

  /** Whether it stands for a place in memory. */
  public boolean isPlace() {
    return !name.isEmpty()
        && section != SHN_UNDEF
        && section != SHN_ABS
        && section != SHN_COMMON
        && (type == STT_NOTYPE || type == STT_OBJECT || type == STT_FUNC || type >= 10);
  }

  /** Whether it has a name and is not merely wanted. */
  boolean isDefined() {
    return !name.isEmpty() && section != SHN_UNDEF && type != STT_SECTION && type != STT_FILE;
  }

  /** The same {@code distance} further on. */
  Symbol plus(long distance) {
    return new Symbol(name, address + distance, size, type, binding, section);
  }

  /** Whether {@code other} lies in it or where it starts. */
  public boolean covers(long other) {
    long distance = other - address;
    return distance == 0 || Long.compareUnsigned(distance, size) < 0;
  }
}
