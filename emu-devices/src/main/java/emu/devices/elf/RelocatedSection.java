package emu.devices.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Sections of object files, with their relocations applied as far as these are known here. */
final class RelocatedSection {
  private final ElfFile file;
  private final ToLongFunction<ElfSection> placement;
  private final ByteBuffer bytes;
  private final long address;

  private RelocatedSection(
      ElfFile file, ToLongFunction<ElfSection> placement, ByteBuffer bytes, long address) {
    this.file = file;
    this.placement = placement;
    this.bytes = bytes;
    this.address = address;
  }

  /**
   * The bytes of {@code section}, which need no relocation if {@code file} is linked.
   *
   * @param placement where each section is
   */
  static ElfBytes of(ElfFile file, ElfSection section, ToLongFunction<ElfSection> placement)
      throws ElfException {
    ElfBytes raw = file.bytes(section);
    if (file.header().type() != ElfHeader.ET_REL) {
      return raw;
    }
    byte[] copy = new byte[raw.size()];
    raw.buffer().get(copy);
    ByteBuffer bytes = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    new RelocatedSection(file, placement, bytes, placement.applyAsLong(section)).relocate(section);
    return ElfBytes.of(bytes, file.what());
  }

  private void relocate(ElfSection section) throws ElfException {
    for (ElfSection table : file.sections()) {
      boolean relocations =
          table.type() == ElfSection.SHT_RELA || table.type() == ElfSection.SHT_REL;
      if (relocations && table.info() == section.index()) {
        List<Symbol> symbols = SymbolReader.readAll(file, file.section(table.link()));
        for (Relocation relocation : Relocation.readAll(file, table)) {
          apply(relocation, symbols);
        }
        return; // The linker makes one table for a section.
      }
    }
  }

  private void apply(Relocation relocation, List<Symbol> symbols) throws ElfException {
    int machine = file.header().machine();
    Optional<RelocationType> type = RelocationType.of(machine, relocation.type());
    boolean known = relocation.symbol() >= 0 && relocation.symbol() < symbols.size();
    if (type.isEmpty() || type.get().bytes() == 0 || !known) {
      return;
    }
    int size = type.get().bytes();
    if (relocation.offset() < 0 || relocation.offset() > bytes.capacity() - size) {
      return;
    }
    int at = (int) relocation.offset();
    long target =
        addressOf(symbols.get(relocation.symbol())) + relocation.addend().orElse(inPlace(at, size));
    long value = type.get().value(target, address + at);
    for (int i = 0; i < size; i++) {
      bytes.put(at + i, (byte) (value >> 8 * i));
    }
  }

  private long inPlace(int at, int size) {
    return switch (size) {
      case 1 -> bytes.get(at);
      case 2 -> bytes.getShort(at);
      case 4 -> bytes.getInt(at);
      default -> bytes.getLong(at);
    };
  }

  private long addressOf(Symbol symbol) throws ElfException {
    boolean placed = symbol.section() > 0 && symbol.section() < file.sections().size();
    return symbol.address() + (placed ? placement.applyAsLong(file.section(symbol.section())) : 0);
  }
}
