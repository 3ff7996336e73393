package emu.cli.disasm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The code of files that are no ELF files and whose multiboot header says where they lie (Multiboot
 * Specification 0.6.96, 3.1.3).
 */
final class AoutCode {
  private static final int MAGIC = 0x1BAD_B002;
  private static final int HAS_ADDRESSES = 1 << 16;
  private static final int SEARCHED = 8192;

  private AoutCode() {}

  /** The code in {@code bytes}, if there is such a header. */
  static Optional<CodeFile> of(String name, ByteBuffer bytes) {
    ByteBuffer file = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int last = Math.min(SEARCHED, file.limit()) - 32;
    for (int at = 0; at <= last; at += 4) {
      int flags = file.getInt(at + 4);
      boolean isHeader =
          file.getInt(at) == MAGIC
              && MAGIC + flags + file.getInt(at + 8) == 0
              && (flags & HAS_ADDRESSES) != 0;
      if (isHeader) {
        long start = word(file, at + 12) - at;
        long load = word(file, at + 16);
        int skipped = (int) Math.max(0, Math.min(load - start, file.limit()));
        ByteBuffer loaded = bytes.slice(skipped, bytes.limit() - skipped);
        Piece piece = new Piece(start + skipped, loaded, true);
        return Optional.of(CodeFile.plain(name, piece, word(file, at + 28), 32));
      }
    }
    return Optional.empty();
  }

  private static long word(ByteBuffer file, int at) {
    return file.getInt(at) & 0xFFFF_FFFFL;
  }
}
