package emu.api.screen;

import emu.api.MachineException;
import emu.devices.display.Frame;
import emu.devices.display.Screen;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes pictures of the screen. */
public final class Screendump {
  private Screendump() {}

  /**
   * Writes what {@code screen} shows to {@code file} as PNG.
   *
   * @throws MachineException if the file cannot be written
   */
  public static void write(Screen screen, Path file) {
    Frame frame = new Frame();
    screen.draw(frame);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      Png.write(frame, out);
    } catch (IOException e) {
      throw new MachineException(
          "cannot write a picture to %s: check that its folder is there".formatted(file), e);
    }
  }
}
