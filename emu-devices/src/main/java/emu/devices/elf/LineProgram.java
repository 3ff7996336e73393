package emu.devices.elf;

/** The state machine that a line number program drives. DWARF 5, section 6.2. */
final class LineProgram {
  private static final int DW_LNS_COPY = 1;
  private static final int DW_LNS_ADVANCE_PC = 2;
  private static final int DW_LNS_ADVANCE_LINE = 3;
  private static final int DW_LNS_SET_FILE = 4;
  private static final int DW_LNS_CONST_ADD_PC = 8;
  private static final int DW_LNS_FIXED_ADVANCE_PC = 9;
  private static final int DW_LNE_END_SEQUENCE = 1;
  private static final int DW_LNE_SET_ADDRESS = 2;

  private final LineHeader header;
  private final DwarfReader program;
  private final LineRows rows;
  private long address;
  private long file;
  private long line;

  private LineProgram(LineHeader header, LineRows rows) {
    this.header = header;
    this.program = header.program();
    this.rows = rows;
    reset();
  }

  /** Runs the program behind {@code header}, which fills {@code rows}. */
  static void run(LineHeader header, LineRows rows) throws ElfException {
    LineProgram machine = new LineProgram(header, rows);
    while (machine.program.remaining() > 0) {
      machine.step();
    }
  }

  private void reset() {
    address = 0;
    file = 1;
    line = 1;
  }

  private void step() throws ElfException {
    int opcode = program.u8();
    if (opcode >= header.opcodeBase()) {
      int adjusted = opcode - header.opcodeBase();
      advance(adjusted / header.lineRange());
      line += header.lineBase() + adjusted % header.lineRange();
      row();
      return;
    }
    switch (opcode) {
      case 0 -> extended();
      case DW_LNS_COPY -> row();
      case DW_LNS_ADVANCE_PC -> advance(program.uleb());
      case DW_LNS_ADVANCE_LINE -> line += program.sleb();
      case DW_LNS_SET_FILE -> file = program.uleb();
      case DW_LNS_CONST_ADD_PC -> advance((255 - header.opcodeBase()) / header.lineRange());
      case DW_LNS_FIXED_ADVANCE_PC -> address += program.unsigned(2);
      default -> {
        for (int i = 0; i < header.opcodeLengths().get(opcode); i++) {
          program.uleb();
        }
      }
    }
  }

  private void extended() throws ElfException {
    DwarfReader operation = program.part(program.uleb());
    switch (operation.u8()) {
      case DW_LNE_END_SEQUENCE -> {
        rows.end(address);
        reset();
      }
      case DW_LNE_SET_ADDRESS ->
          address = operation.unsigned((int) Math.min(8, operation.remaining()));
      default -> {} // Its length says how much to pass over.
    }
  }

  private void advance(long operations) {
    address += operations * header.minimumInstructionLength();
  }

  private void row() throws ElfException {
    rows.add(address, file, Math.clamp(line, 0, Integer.MAX_VALUE));
  }
}
