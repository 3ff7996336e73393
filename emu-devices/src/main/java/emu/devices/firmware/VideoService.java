package emu.devices.firmware;

/** INT 10h. Without a display adapter it does nothing. */
final class VideoService implements Service {
  boolean isPresent() {
    return false;
  }

  void setUp() {}

  void print(String text) {}

  @Override
  public Answer call(Caller caller) {
    return Answer.DONE;
  }
}
