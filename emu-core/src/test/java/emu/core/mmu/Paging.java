package emu.core.mmu;

/** Kinds of mapping: paging mode and size of page (SDM 3A, table 4-1). */
enum Paging {
  LEGACY_4K(4, 22, 2),
  LEGACY_4M(4, 22, 1),
  PAE_4K(8, 21, 2),
  PAE_2M(8, 21, 1),
  LONG_4K(8, 39, 4),
  LONG_2M(8, 39, 3),
  LONG_1G(8, 39, 2);

  /** Bytes of an entry. */
  final int entryBytes;

  /** How many levels of tables have permission bits. */
  final int levels;

  private final int topShift;

  Paging(int entryBytes, int topShift, int levels) {
    this.entryBytes = entryBytes;
    this.topShift = topShift;
    this.levels = levels;
  }

  /** The lowest bit of a linear address that chooses the entry of {@code level}, 0 for the top. */
  int shift(int level) {
    return topShift - level * (isLegacy() ? 10 : 9);
  }

  boolean isLong() {
    return this == LONG_4K || this == LONG_2M || this == LONG_1G;
  }

  boolean isPae() {
    return this == PAE_4K || this == PAE_2M;
  }

  boolean isLegacy() {
    return entryBytes == 4;
  }

  int leaf() {
    return levels - 1;
  }

  /** Bytes of a page. */
  long pageBytes() {
    return 1L << shift(leaf());
  }

  boolean isLarge() {
    return shift(leaf()) != 12;
  }
}
