package emu.devices.boot.linux;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.devices.boot.BootContext;
import emu.devices.boot.BootException;
import emu.devices.boot.ByteView;
import emu.devices.boot.EntryPoint;
import emu.devices.boot.GuestLayout;
import emu.devices.boot.ProtocolLoader;
import emu.devices.boot.StackedInitrds;

/**
 * Enters a bzImage by the 32-bit or the 64-bit boot protocol; it unpacks itself in the guest.
 * Linux, Documentation/arch/x86/boot.rst, "32-bit Boot Protocol" and "64-bit Boot Protocol".
 *
 * @param mode {@link Mode#PROTECTED_32} or {@link Mode#LONG_64}
 */
record BzImageLoader(BzImage image, Mode mode, LinuxLimits limits, StackedInitrds initrds)
    implements ProtocolLoader {

  @Override
  public EntryState load(BootContext context) throws BootException {
    GuestLayout layout = context.layout();
    long start = image.loadAddress();
    ByteView kernel = image.kernel();
    layout.claim(start, image.memorySize(), image.file().what());
    layout.write(start, kernel.data(), kernel.from(), kernel.length());
    long zeroPage =
        ZeroPage.write(
            layout, image.header(), start, context.linuxData(limits.commandLine(), initrds));
    long entry = mode == Mode.LONG_64 ? start + BzImage.entry64() : start;
    return new EntryPoint(mode, entry).rsi(zeroPage).enter(layout);
  }
}
