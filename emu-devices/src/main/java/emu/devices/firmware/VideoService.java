package emu.devices.firmware;

import emu.core.cpu.Cpu;

/** INT 10h. Without a display adapter it does nothing. */
final class VideoService implements Service {
  private final Cpu cpu;
  private final BiosData data;

  VideoService(Cpu cpu, BiosData data) {
    this.cpu = cpu;
    this.data = data;
  }

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
