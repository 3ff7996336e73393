package emu.core.asm;

import emu.core.decode.OpcodeRow;
import emu.core.decode.OpcodeTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows of the opcode table by mnemonic, and other names that assemblers know. */
final class Mnemonics {
  private static final Map<String, String> ALIASES = aliases();

  /** Names that stand for the row of the usual operand size. */
  private static final Map<String, List<String>> FAMILIES =
      Map.of(
          "PUSHF", List.of("PUSHF", "PUSHFD", "PUSHFQ"),
          "POPF", List.of("POPF", "POPFD", "POPFQ"),
          "PUSHA", List.of("PUSHA", "PUSHAD"),
          "POPA", List.of("POPA", "POPAD"),
          "IRET", List.of("IRET", "IRETD", "IRETQ"));

  private static final Map<String, List<RowEncoder>> ROWS = rows();

  private Mnemonics() {}

  /** The rows of {@code mnemonic}; none if there is no such instruction. */
  static List<RowEncoder> rows(String mnemonic) {
    String name = mnemonic.toUpperCase(Locale.ROOT);
    List<String> family = FAMILIES.get(name);
    if (family == null) {
      return ROWS.getOrDefault(ALIASES.getOrDefault(name, name), List.of());
    }
    List<RowEncoder> rows = new ArrayList<>();
    family.forEach(member -> rows.addAll(ROWS.get(member)));
    return rows;
  }

  private static Map<String, List<RowEncoder>> rows() {
    Map<String, List<RowEncoder>> rows = new HashMap<>();
    for (OpcodeRow row : OpcodeTable.rows()) {
      if (!row.is("alias")) {
        rows.computeIfAbsent(row.mnemonic(), name -> new ArrayList<>()).add(new RowEncoder(row));
      }
    }
    return rows;
  }

  private static Map<String, String> aliases() {
    Map<String, String> aliases = new HashMap<>();
    String[] conditions = {
      "B C", "B NAE", "AE NB", "AE NC", "E Z", "NE NZ", "BE NA", "A NBE", "P PE", "NP PO", "L NGE",
      "GE NL", "LE NG", "G NLE"
    };
    for (String pair : conditions) {
      String[] names = pair.split(" ", 2);
      for (String stem : new String[] {"J", "SET", "CMOV"}) {
        aliases.put(stem + names[1], stem + names[0]);
      }
    }
    String[] others = {
      "SAL SHL", "RETN RET", "XLAT XLATB", "WAIT FWAIT", "LOOPZ LOOPE", "LOOPNZ LOOPNE",
      "ICEBP INT1", "PUSHFW PUSHF", "POPFW POPF", "PUSHAW PUSHA", "POPAW POPA", "IRETW IRET",
      "SYSRETD SYSRET", "MOVABS MOV"
    };
    for (String pair : others) {
      String[] names = pair.split(" ", 2);
      aliases.put(names[0], names[1]);
    }
    return aliases;
  }
}
