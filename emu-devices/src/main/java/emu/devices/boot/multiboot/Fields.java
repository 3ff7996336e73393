package emu.devices.boot.multiboot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A structure of little-endian fields while it is made. */
final class Fields {
  private final byte[] bytes;
  private final ByteBuffer buffer;

  Fields(int size) {
    bytes = new byte[size];
    buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What puts fields into it. */
  ByteBuffer put() {
    return buffer;
  }

  byte[] bytes() {
    return bytes;
  }
}
