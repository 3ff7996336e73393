package emu.core.decode;

import java.util.Arrays;

/** Forms by opcode map, opcode byte, prefix and ModRM byte, for 64-bit mode or for the others. */
final class OpcodeMap {
  /** Prefixes that can be mandatory: none, 66, F3, F2. */
  private static final int PREFIXES = 4;

  /**
   * ModRM bytes that can make a difference: memory forms by reg, register forms each on its own.
   */
  private static final int MODRMS = 8 + 64;

  private final Form[][] forms = new Form[4 * 256 * PREFIXES][];
  private final boolean[] modRm = new boolean[4 * 256];

  /** A map of those {@code forms} that are valid in 64-bit mode, or outside it. */
  OpcodeMap(Iterable<Form> forms, boolean mode64) {
    for (Form form : forms) {
      if (!form.row.is(mode64 ? "i64" : "o64")) {
        add(form);
      }
    }
  }

  /** Whether a ModRM byte follows the opcode. */
  boolean hasModRm(int map, int opcode) {
    return modRm[map << 8 | opcode];
  }

  /** The form of these bytes, or null; {@code prefix}: 0 none, 1 66, 2 F3, 3 F2. */
  Form find(int map, int opcode, int prefix, int modRmByte) {
    Form[] cell = forms[(map << 8 | opcode) * PREFIXES + prefix];
    if (cell == null) {
      return null;
    }
    return cell.length == 1 ? cell[0] : cell[cellIndex(modRmByte)];
  }

  private static int cellIndex(int modRmByte) {
    return modRmByte < 0xC0 ? modRmByte >>> 3 & 7 : 8 + (modRmByte & 63);
  }

  private void add(Form form) {
    Encoding encoding = form.encoding;
    int count = encoding.plusR() ? 8 : 1;
    boolean hasModRm = form.hasModRm();
    for (int i = 0; i < count; i++) {
      int slot = encoding.map() << 8 | encoding.opcode() + i;
      modRm[slot] |= hasModRm;
      for (int prefix = 0; prefix < PREFIXES; prefix++) {
        if (encoding.fits(prefix)) {
          addAt(slot * PREFIXES + prefix, form);
        }
      }
    }
  }

  private void addAt(int index, Form form) {
    Encoding encoding = form.encoding;
    Form[] cell = forms[index];
    boolean all =
        encoding.digit() < 0 && encoding.modRm() < 0 && !form.memoryOnly && !form.registerOnly;
    if (cell == null) {
      cell = new Form[all ? 1 : MODRMS];
      forms[index] = cell;
    } else if (cell.length == 1 && !all) {
      Form whole = cell[0];
      cell = new Form[MODRMS];
      Arrays.fill(cell, whole);
      forms[index] = cell;
    }
    if (cell.length == 1) {
      cell[0] = merge(cell[0], form);
      return;
    }
    if (encoding.modRm() >= 0) {
      mergeRange(cell, 8 + (encoding.modRm() & 63), encoding.modRms(), form);
      return;
    }
    int reg = Math.max(encoding.digit(), 0);
    int regs = encoding.digit() < 0 ? 8 : 1;
    if (!form.registerOnly) {
      mergeRange(cell, reg, regs, form);
    }
    if (!form.memoryOnly) {
      mergeRange(cell, 8 + 8 * reg, 8 * regs, form);
    }
  }

  private static void mergeRange(Form[] cell, int from, int count, Form form) {
    for (int i = from; i < from + count; i++) {
      cell[i] = merge(cell[i], form);
    }
  }

  private static Form merge(Form old, Form form) {
    if (old == null) {
      return form.sized ? choice(new Form(form), form) : form;
    }
    if (old.encoding.opcode() != form.encoding.opcode() && form.encoding.plusR()) {
      old.withRexB = form;
      return old;
    }
    int weight = Integer.compare(form.encoding.weight(), old.encoding.weight());
    if (weight != 0) {
      Form winner = weight > 0 ? form : old;
      Form loser = weight > 0 ? old : form;
      if (loser.encoding.plusR() && !winner.encoding.plusR()) {
        winner.withRexB = loser;
      }
      return winner;
    }
    if (old.bySize != null && form.sized) {
      return choice(old, form);
    }
    throw new IllegalStateException(
        "rows collide: "
            + old.row.encoding()
            + " "
            + old.row.mnemonic()
            + " and "
            + form.row.encoding()
            + " "
            + form.row.mnemonic());
  }

  private static Form choice(Form choice, Form form) {
    for (int operandSize = 16; operandSize <= 64; operandSize *= 2) {
      for (int addressSize = 16; addressSize <= 64; addressSize *= 2) {
        int i = Form.sizeIndex(operandSize, addressSize);
        if (form.fits(operandSize, addressSize)) {
          if (choice.bySize[i] != null && choice.bySize[i] != form) {
            throw new IllegalStateException("rows collide: " + form.row);
          }
          choice.bySize[i] = form;
        }
      }
    }
    return choice;
  }
}
