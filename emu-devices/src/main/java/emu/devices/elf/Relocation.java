package emu.devices.elf;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A relocation (gABI, "Relocation"), as it stands there.
 *
 * @param offset r_offset: in an object file from the start of the section that it changes
 * @param type which, by the processor's supplement
 * @param symbol index of the symbol; 0 is none
 * @param addend r_addend; empty if it stands where the result goes (SHT_REL)
 */
public record Relocation(long offset, int type, int symbol, OptionalLong addend) {

  /**
   * The relocations in {@code section}, which is of type SHT_REL or SHT_RELA.
   *
   * @throws ElfException if it is damaged
   */
  public static List<Relocation> readAll(ElfFile file, ElfSection section) throws ElfException {
    boolean wide = file.header().wide();
    boolean explicit = section.type() == ElfSection.SHT_RELA;
    int word = wide ? 8 : 4;
    int size = word * (explicit ? 3 : 2);
    ElfBytes table = file.bytes(section);
    List<Relocation> relocations = new ArrayList<>(table.size() / size);
    for (int at = 0; at <= table.size() - size; at += size) {
      long info = table.word(at + word, wide);
      OptionalLong addend = OptionalLong.empty();
      if (explicit) {
        long value = table.word(at + 2 * word, wide);
        addend = OptionalLong.of(wide ? value : (int) value);
      }
      relocations.add(
          new Relocation(
              table.word(at, wide),
              wide ? (int) info : (int) info & 0xFF,
              (int) (info >>> (wide ? 32 : 8)),
              addend));
    }
    return relocations;
  }
}
