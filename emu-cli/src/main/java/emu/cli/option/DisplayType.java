package emu.cli.option;

/** Where the screen is shown. */
public enum DisplayType implements Choice {
  /** Nowhere. */
  NONE("none", "nowhere (default)");

  private final String word;
  private final String meaning;

  DisplayType(String word, String meaning) {
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

  /** What picocli reads -display with. */
  public static final class Converter extends Choice.Converter<DisplayType> {
    Converter() {
      super("display", DisplayType.class);
    }
  }
}
