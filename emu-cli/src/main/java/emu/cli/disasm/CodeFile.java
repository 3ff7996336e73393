package emu.cli.disasm;

import emu.cli.error.UserException;
import emu.devices.boot.BootException;
import emu.devices.boot.BootFile;
import emu.devices.boot.ByteView;
import emu.devices.boot.KernelElf;
import emu.devices.boot.KernelFile;
import emu.devices.boot.LoaderCache;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import emu.devices.elf.LineTable;
import emu.devices.elf.SymbolTable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The code in a file.
 *
 * @param name what it is called in messages
 * @param pieces what lies where
 * @param symbols names of addresses
 * @param lines source lines of addresses
 * @param start where it starts
 * @param bits how its code is read: 16, 32 or 64
 * @param entry32 an address at which the code is 32-bit code all the same
 */
record CodeFile(
    String name,
    List<Piece> pieces,
    SymbolTable symbols,
    LineTable lines,
    long start,
    int bits,
    OptionalLong entry32) {
  private static final long LARGEST = 1L << 30;
  private static final int SECTOR = 512;
  private static final int BOOT_SIGNATURE = 0xAA55;
  private static final long BOOT_SECTOR = 0x7C00;

  /**
   * Reads {@code path}.
   *
   * @param base where a file that does not say lies; empty: where a boot sector does, or 0
   */
  static CodeFile read(Path path, OptionalLong base, LoaderCache cache) {
    String name = path.toString();
    try {
      ByteView file = ByteView.of(BootFile.of(path).read("file", LARGEST), name);
      Optional<ElfFile> elf = KernelElf.in(file, cache);
      if (elf.isPresent()) {
        return ElfCode.of(elf.get(), pvhEntry(path, cache));
      }
      ByteBuffer bytes = file.buffer();
      Optional<CodeFile> multiboot = AoutCode.of(name, bytes);
      return multiboot.isPresent() ? multiboot.get() : flat(name, bytes, base);
    } catch (BootException | ElfException e) {
      throw new UserException(e.getMessage(), e);
    }
  }

  private static OptionalLong pvhEntry(Path path, LoaderCache cache) {
    try {
      return KernelFile.of(BootFile.of(path), Optional.of(cache)).pvhEntry();
    } catch (BootException e) {
      return OptionalLong.empty(); // It need not be a kernel.
    }
  }

  private static CodeFile flat(String name, ByteBuffer bytes, OptionalLong base) {
    boolean sector =
        bytes.limit() >= SECTOR
            && Short.toUnsignedInt(Short.reverseBytes(bytes.getShort(SECTOR - 2)))
                == BOOT_SIGNATURE;
    long start = base.orElse(sector ? BOOT_SECTOR : 0);
    return plain(name, new Piece(start, bytes, true), start, sector ? 16 : 64);
  }

  /** A file without names that has one piece. */
  static CodeFile plain(String name, Piece piece, long start, int bits) {
    return new CodeFile(
        name,
        List.of(piece),
        SymbolTable.EMPTY,
        LineTable.EMPTY,
        start,
        bits,
        OptionalLong.empty());
  }

  /** The piece that {@code address} is in; code first, if several are. */
  Piece at(long address) {
    return pieces.stream()
        .filter(piece -> piece.holds(address))
        .min((a, b) -> Boolean.compare(b.code(), a.code()))
        .orElseThrow(() ->
            new UserException(
                "%s has nothing at 0x%x: it has %s".formatted(name, address, ranges())));
  }

  private String ranges() {
    return pieces.isEmpty()
        ? "no code"
        : String.join(
            ", ",
            pieces.stream()
                .limit(8)
                .map(piece ->
                    "0x%x to 0x%x"
                        .formatted(piece.address(), piece.address() + piece.bytes().limit() - 1))
                .toList());
  }
}
