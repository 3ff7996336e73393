package emu.cli.option;

/** What the guest's time follows. */
public enum ClockMode implements Choice {
  /** Time is counted from retired instructions; a run can be repeated exactly. */
  VIRTUAL(
      emu.devices.board.ClockMode.VIRTUAL,
      "virtual",
      "time follows the instructions; a run can be repeated exactly"),
  /** Time keeps the pace of the host's clock. */
  HOST(emu.devices.board.ClockMode.HOST, "host", "time keeps the pace of the host's clock");

  private final emu.devices.board.ClockMode ofBoard;
  private final String word;
  private final String meaning;

  ClockMode(emu.devices.board.ClockMode ofBoard, String word, String meaning) {
    this.ofBoard = ofBoard;
    this.word = word;
    this.meaning = meaning;
  }

  /** The same for a board. */
  public emu.devices.board.ClockMode ofBoard() {
    return ofBoard;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  /** What picocli reads --clock with. */
  public static final class Converter extends Choice.Converter<ClockMode> {
    Converter() {
      super("clock", ClockMode.class);
    }
  }
}
