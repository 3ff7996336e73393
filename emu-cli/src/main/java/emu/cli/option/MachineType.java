package emu.cli.option;

/** The boards, by QEMU's names. */
public enum MachineType implements Choice {
  /** i440FX and PIIX3. */
  PC("pc", "PC with i440FX and PIIX3 (default)");

  private final String word;
  private final String meaning;

  MachineType(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  /** What picocli reads -machine with. */
  public static final class Converter extends Choice.Converter<MachineType> {
    Converter() {
      super("machine", MachineType.class);
    }
  }
}
