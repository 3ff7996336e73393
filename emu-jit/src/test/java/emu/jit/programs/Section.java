package emu.jit.programs;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import java.util.List;

/**
 * A part of a program.
 *
 * @param physical where it lies
 * @param origin where it runs
 * @param lines of assembler
 */
record Section(int physical, int origin, List<String> lines) {

  Assembly assemble() {
    return Assembler.assemble("bits 64\norg " + origin + "\n" + String.join("\n", lines) + "\n");
  }

  Section with(List<String> other) {
    return new Section(physical, origin, List.copyOf(other));
  }
}
