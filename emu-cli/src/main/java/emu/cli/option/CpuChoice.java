package emu.cli.option;

import emu.core.cpu.CpuModel;

/** The processors, by QEMU's names. */
public enum CpuChoice implements Choice {
  /** x86-64-v2. */
  X86_64_V2("x86-64-v2", "level v2 of x86-64, and what else the emulator has (default)"),
  /** All that the emulator has. */
  MAX("max", "all that the emulator has, which is the same today");

  private final String word;
  private final String meaning;

  CpuChoice(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /** What the processor says of itself. */
  public CpuModel model() {
    return CpuModel.X86_64_V2;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  /** What picocli reads -cpu with. */
  public static final class Converter extends Choice.Converter<CpuChoice> {
    Converter() {
      super("processor", CpuChoice.class);
    }
  }
}
