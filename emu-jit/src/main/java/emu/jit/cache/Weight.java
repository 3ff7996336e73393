package emu.jit.cache;

/**
 * How much of the process a region takes, by estimate.
 *
 * <p>Made from a boot of Debian 13 to its first question, looked at shortly before with {@code jcmd
 * PID VM.metaspace}, {@code Compiler.codecache} and {@code GC.heap_info}: 5,165 regions of 10.4 MB
 * of class files, for which this says 84 MB. Over the interpreter's boot metaspace had grown by 34
 * MB, the code cache by 35 and the heap by about 18, and the process by 95. The operations that a
 * region holds are not counted: as a rule they are also those of the pages.
 */
final class Weight {
  /** Bytes of metaspace, machine code and heap for a byte of class file. */
  private static final int PER_CLASS_BYTE = 6;

  /** Bytes for a region whatever its length: a class loader's data, class, method, objects. */
  private static final int FIXED = 4096;

  private Weight() {}

  /** Bytes. */
  static int of(CompiledRegion region) {
    return FIXED + PER_CLASS_BYTE * region.classBytes() + region.key.size();
  }
}
