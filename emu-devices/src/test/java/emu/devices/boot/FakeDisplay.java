package emu.devices.boot;

import java.util.Optional;

/** A display adapter that shows one size only. */
record FakeDisplay(int width, int height) implements BootDisplay {
  static final long ADDRESS = 0xE000_0000L;

  @Override
  public Optional<Framebuffer> show(int columns, int rows, int bits) {
    return columns == width && rows == height
        ? Optional.of(new Framebuffer(ADDRESS, width * (bits + 7 >> 3), width, height, bits))
        : Optional.empty();
  }
}
