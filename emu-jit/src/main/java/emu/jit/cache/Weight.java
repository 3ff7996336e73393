package emu.jit.cache;

/** How much of the process a region takes, by estimate. */
final class Weight {
  /** Bytes of class file, metaspace and machine code for a byte of class file. */
  private static final int PER_CLASS_BYTE = 6;

  /** Bytes of a region whatever its length: class, method, constant pool, objects. */
  private static final int FIXED = 4096;

  private Weight() {}

  /** Bytes. */
  static int of(CompiledRegion region) {
    return FIXED + PER_CLASS_BYTE * region.classBytes() + region.key.size();
  }
}
