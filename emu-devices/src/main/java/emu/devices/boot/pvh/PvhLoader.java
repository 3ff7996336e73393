package emu.devices.boot.pvh;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.devices.boot.BootContext;
import emu.devices.boot.BootData;
import emu.devices.boot.BootException;
import emu.devices.boot.ElfKernel;
import emu.devices.boot.EntryPoint;
import emu.devices.boot.ProtocolLoader;

/**
 * Enters kernels by PVH, in 32-bit protected mode with EBX at an hvm_start_info. Xen,
 * docs/misc/pvh.pandoc.
 *
 * @param kernel a kernel with the note
 * @param rest loads what the kernel is told of, when the kernel is in memory
 */
public record PvhLoader(ElfKernel kernel, Rest rest) implements ProtocolLoader {

  /** Loads command line and modules. */
  @FunctionalInterface
  public interface Rest {
    /** Loads them. */
    BootData load() throws BootException;
  }

  @Override
  public EntryState load(BootContext context) throws BootException {
    long entry = kernel.checkedEntry(kernel.pvhEntry().orElseThrow());
    kernel.load(context.layout());
    long startInfo = PvhStartInfo.write(context.layout(), rest.load());
    return new EntryPoint(Mode.PROTECTED_32, entry).rbx(startInfo).enter(context.layout());
  }
}
