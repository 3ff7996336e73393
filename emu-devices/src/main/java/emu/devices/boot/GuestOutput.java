package emu.devices.boot;

import java.io.OutputStream;
import java.util.Objects;

/** Writes to the guest's memory from an address on, which was taken before. */
final class GuestOutput extends OutputStream {
  private final GuestLayout layout;
  private long address;

  GuestOutput(GuestLayout layout, long address) {
    this.layout = layout;
    this.address = address;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int from, int length) {
    Objects.checkFromIndexSize(from, length, source.length);
    layout.write(address, source, from, length);
    address += length;
  }
}
