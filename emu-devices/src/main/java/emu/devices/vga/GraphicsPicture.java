package emu.devices.vga;

import emu.devices.display.Frame;

/** Draws the VGA's own graphics modes: words of four planes, shifted out in one of three ways. */
final class GraphicsPicture {
  private static final int DOTS_PER_WORD = 8;

  private final Scene scene;
  private final VgaRegisters registers;
  private final Crtc crtc;
  private final WordShifter shifter;

  GraphicsPicture(Scene scene) {
    this.scene = scene;
    this.registers = scene.registers();
    this.crtc = registers.crtc;
    this.shifter = WordShifter.of(scene);
  }

  void draw(Frame frame) {
    int words = crtc.horizontalDisplayed();
    int[] line = new int[(words + 1) * DOTS_PER_WORD];
    frame.begin(words * DOTS_PER_WORD * registers.clocksPerDot(), crtc.linesShown());
    for (ScanLines lines = new ScanLines(crtc); lines.isInside(); lines.next()) {
      for (int i = 0; i <= words; i++) {
        int address = crtc.memoryAddress(lines.address() + i, lines.row());
        shifter.shift(scene.word(address), line, i * DOTS_PER_WORD);
      }
      scene.show(frame, lines.line(), line, scene.panning(lines));
    }
  }
}
