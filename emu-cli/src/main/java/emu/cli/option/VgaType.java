package emu.cli.option;

/** The display adapters, by QEMU's names. */
public enum VgaType implements Choice {
  /** VGA with VBE. */
  STD("std", "VGA with the VESA BIOS extensions and a linear framebuffer"),
  /** No adapter. */
  NONE("none", "no display adapter");

  private final String word;
  private final String meaning;

  VgaType(String word, String meaning) {
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

  /** What picocli reads -vga with. */
  public static final class Converter extends Choice.Converter<VgaType> {
    Converter() {
      super("display adapter", VgaType.class);
    }
  }
}
