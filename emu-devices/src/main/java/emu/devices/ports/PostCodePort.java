package emu.devices.ports;

import emu.core.bus.ByteDevice;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * Port 80h: firmware shows its progress here, and systems write to it for a short delay. Reads give
 * the last byte written.
 */
public final class PostCodePort implements ByteDevice, Hashed {
  private int code;

  @Override
  public int readByte(int offset) {
    return offset == 0 ? code : 0xFF;
  }

  @Override
  public void writeByte(int offset, int value) {
    if (offset == 0) {
      code = value;
    }
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(code);
  }
}
