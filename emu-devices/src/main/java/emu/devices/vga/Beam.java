package emu.devices.vga;

import emu.core.time.Clock;

/** Where the monitor's beam is, from virtual time and the CRT controller's timing. */
final class Beam {
  private static final int STATUS_NOT_DISPLAYING = 0x01;
  private static final int STATUS_VERTICAL_RETRACE = 0x08;

  private static final long SECOND = 1_000_000_000;
  private static final int CLOCK_SELECT_28_MHZ = 0x04;
  private static final int CLOCK_SELECT = 0x0C;
  private static final long HZ_28_MHZ = 28_322_000;
  private static final long HZ_25_MHZ = 25_175_000;

  private final VgaRegisters registers;
  private final Clock clock;

  Beam(VgaRegisters registers, Clock clock) {
    this.registers = registers;
    this.clock = clock;
  }

  /** Input status 1: whether the beam draws, and whether it returns to the top. */
  int status() {
    Crtc crtc = registers.crtc;
    long line = lineNanoseconds(registers);
    long inFrame = clock.now() % (line * crtc.verticalTotal());
    long row = inFrame / line;
    long character = inFrame % line * crtc.horizontalTotal() / line;
    long sinceRetrace = row - crtc.verticalRetraceStart();
    boolean retrace = sinceRetrace >= 0 && sinceRetrace < crtc.verticalRetraceLines();
    boolean displaying = row < crtc.verticalDisplayed() && character < crtc.horizontalDisplayed();
    return (displaying ? 0 : STATUS_NOT_DISPLAYING) | (retrace ? STATUS_VERTICAL_RETRACE : 0);
  }

  /** How many pictures the monitor has shown by now, at the rate that {@code registers} set. */
  long frames(VgaRegisters registers) {
    return clock.now() / (lineNanoseconds(registers) * registers.crtc.verticalTotal());
  }

  private static long lineNanoseconds(VgaRegisters registers) {
    boolean fast = (registers.output & CLOCK_SELECT) == CLOCK_SELECT_28_MHZ;
    long dots =
        (long) registers.crtc.horizontalTotal()
            * registers.dotsPerCharacter()
            * registers.clocksPerDot();
    return dots * SECOND / (fast ? HZ_28_MHZ : HZ_25_MHZ);
  }
}
