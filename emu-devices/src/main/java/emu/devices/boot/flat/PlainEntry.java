package emu.devices.boot.flat;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.core.memory.PhysicalMemory;
import emu.devices.boot.BootContext;
import emu.devices.boot.BootException;
import emu.devices.boot.EntryPoint;
import emu.devices.boot.GuestLayout;
import emu.devices.boot.pvh.PvhStartInfo;

/**
 * How a kernel is entered that follows no protocol: like a C function {@code void start(struct
 * hvm_start_info *)}, with a stack, whose return address is 0. The argument is in RDI, or on the
 * stack in 32-bit mode, and in RBX in both, as for PVH.
 */
public final class PlainEntry {
  private static final int STACK = 64 << 10;

  private PlainEntry() {}

  /** Enters what is in memory at {@code entry}, in a mode with protection. */
  public static EntryState at(long entry, Mode mode, BootContext context) throws BootException {
    GuestLayout layout = context.layout();
    long startInfo = PvhStartInfo.write(layout, context.moduleData());
    long bottom = layout.allocateLow(STACK, PhysicalMemory.PAGE, "a stack");
    layout.clear(bottom, STACK);
    // As behind a call: 8 bytes, in 32-bit mode 4, below a multiple of 16 (AMD64 ABI, 3.2.2).
    long stack = bottom + STACK - 16 - (mode == Mode.LONG_64 ? 8 : 4);
    if (mode == Mode.PROTECTED_32) {
      byte[] argument = new byte[Integer.BYTES];
      for (int i = 0; i < argument.length; i++) {
        argument[i] = (byte) (startInfo >> 8 * i);
      }
      layout.write(stack + Integer.BYTES, argument);
    }
    return new EntryPoint(mode, entry).rbx(startInfo).rdi(startInfo).rsp(stack).enter(layout);
  }
}
