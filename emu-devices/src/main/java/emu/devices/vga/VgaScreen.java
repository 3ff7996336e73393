package emu.devices.vga;

import emu.devices.display.Frame;
import emu.devices.display.Screen;
import emu.devices.display.TextScreen;
import java.util.Optional;

/**
 * The adapter's picture for viewers, on any thread: it copies what it needs and draws from that.
 */
final class VgaScreen implements Screen {
  private final VgaRegisters registers;
  private final Dac dac;
  private final VideoMemory memory;
  private final Dispi dispi;
  private final RegisterWindow window;
  private final Beam beam;

  VgaScreen(
      VgaRegisters registers,
      Dac dac,
      VideoMemory memory,
      Dispi dispi,
      RegisterWindow window,
      Beam beam) {
    this.registers = registers;
    this.dac = dac;
    this.memory = memory;
    this.dispi = dispi;
    this.window = window;
    this.beam = beam;
  }

  private Scene scene() {
    VgaRegisters copy = registers.copy();
    byte[] planes = new byte[Scene.PLANES_BYTES];
    memory.peek(0, planes, planes.length);
    return new Scene(copy, dac.colours(), planes, beam.frames(copy));
  }

  @Override
  public void draw(Frame frame) {
    DispiMode mode = dispi.mode();
    Scene scene = scene();
    if (scene.registers().isDark()) {
      drawDark(scene.registers(), mode, frame);
    } else if (mode.isOn()) {
      new LinearPicture(memory, mode, scene.colours(), scene.planeColours(), window.isBigEndian())
          .draw(frame);
    } else if (scene.registers().isGraphics()) {
      new GraphicsPicture(scene).draw(frame);
    } else {
      new TextPicture(scene).draw(frame);
    }
  }

  private static void drawDark(VgaRegisters registers, DispiMode mode, Frame frame) {
    if (mode.isOn()) {
      frame.begin(mode.width(), mode.height());
    } else if (registers.crtc.get(Crtc.HORIZONTAL_TOTAL) == 0) {
      frame.begin(640, 480); // no mode was set yet
    } else {
      int dots = registers.isGraphics() ? 8 : registers.dotsPerCharacter();
      frame.begin(
          registers.crtc.horizontalDisplayed() * dots * registers.clocksPerDot(),
          registers.crtc.linesShown());
    }
    int[] row = new int[frame.width()];
    for (int y = 0; y < frame.height(); y++) {
      frame.setRow(y, row);
    }
  }

  @Override
  public Optional<TextScreen> text() {
    if (dispi.mode().isOn()) {
      return Optional.empty();
    }
    Scene scene = scene();
    VgaRegisters copy = scene.registers();
    return copy.isDark() || copy.isGraphics()
        ? Optional.empty()
        : Optional.of(new TextReader(scene).read());
  }
}
