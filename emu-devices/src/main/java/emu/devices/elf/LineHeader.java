package emu.devices.elf;

import java.util.ArrayList;
import java.util.List;

/**
 * The header of a line number program. DWARF 5, section 6.2.4; DWARF 2 to 4, the same section.
 *
 * @param opcodeLengths how many operands a standard opcode has; that of 0 says nothing
 * @param program what follows it: the program itself
 */
record LineHeader(
    int minimumInstructionLength,
    int lineBase,
    int lineRange,
    int opcodeBase,
    List<Integer> opcodeLengths,
    LineFiles files,
    DwarfReader program) {

  /**
   * Reads the next unit.
   *
   * @param unit all of it behind its length
   * @param wide whether it is of the 64-bit format
   */
  static LineHeader read(DwarfReader unit, boolean wide, DwarfStrings strings) throws ElfException {
    int version = (int) unit.unsigned(2);
    if (version < 2 || version > 5) {
      throw new ElfException("its line numbers are of DWARF version " + version);
    }
    if (version == 5) {
      unit.skip(2); // address_size, segment_selector_size
    }
    DwarfReader header = unit.part(unit.unsigned(wide ? 8 : 4));
    int minimum = header.u8();
    if (version >= 4) {
      header.skip(1); // maximum_operations_per_instruction, for VLIW
    }
    header.skip(1); // default_is_stmt
    int lineBase = header.s8();
    int lineRange = header.u8();
    int opcodeBase = header.u8();
    if (lineRange == 0 || opcodeBase == 0) {
      throw new ElfException("its line numbers are damaged");
    }
    List<Integer> lengths = new ArrayList<>(List.of(0));
    for (int i = 1; i < opcodeBase; i++) {
      lengths.add(header.u8());
    }
    LineFiles files =
        version == 5
            ? LineFiles.readVersion5(header, wide, strings)
            : LineFiles.read(header, strings);
    return new LineHeader(minimum, lineBase, lineRange, opcodeBase, lengths, files, unit);
  }
}
