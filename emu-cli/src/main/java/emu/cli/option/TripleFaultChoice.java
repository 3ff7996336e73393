package emu.cli.option;

import emu.devices.board.TripleFaultAction;

/** What a triple fault does. */
public enum TripleFaultChoice implements Choice {
  AUTO(
      TripleFaultAction.AUTO,
      "auto",
      "end the run if -kernel was loaded, unless the guest restarts on purpose (default)"),
  STOP(TripleFaultAction.STOP, "stop", "end the run"),
  RESET(TripleFaultAction.RESET, "reset", "restart the machine, as a PC does");

  private final TripleFaultAction ofBoard;
  private final String word;
  private final String meaning;

  TripleFaultChoice(TripleFaultAction ofBoard, String word, String meaning) {
    this.ofBoard = ofBoard;
    this.word = word;
    this.meaning = meaning;
  }

  /** The same for a board. */
  public TripleFaultAction ofBoard() {
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

  /** What picocli reads --on-triple-fault with. */
  public static final class Converter extends Choice.Converter<TripleFaultChoice> {
    Converter() {
      super("action", TripleFaultChoice.class);
    }
  }
}
