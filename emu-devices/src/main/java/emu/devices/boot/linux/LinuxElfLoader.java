package emu.devices.boot.linux;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.devices.boot.BootContext;
import emu.devices.boot.BootException;
import emu.devices.boot.ByteView;
import emu.devices.boot.ElfKernel;
import emu.devices.boot.EntryPoint;
import emu.devices.boot.ProtocolLoader;
import emu.devices.boot.StackedInitrds;

/**
 * Enters an unpacked Linux of 64 bits where its ELF header says, as the end of its own decompressor
 * does: like the 64-bit boot protocol, with RSI at the zero page.
 *
 * @param kernel a 64-bit file
 * @param header the setup header of the bzImage that it was in, or one that is made up
 */
record LinuxElfLoader(ElfKernel kernel, ByteView header, LinuxLimits limits, StackedInitrds initrds)
    implements ProtocolLoader {

  @Override
  public EntryState load(BootContext context) throws BootException {
    long entry = kernel.checkedEntry(kernel.entry());
    kernel.load(context.layout());
    long zeroPage =
        ZeroPage.write(
            context.layout(), header, entry, context.linuxData(limits.commandLine(), initrds));
    return new EntryPoint(Mode.LONG_64, entry).rsi(zeroPage).enter(context.layout());
  }
}
