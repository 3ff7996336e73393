package emu.devices.boot.linux;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.devices.boot.BootContext;
import emu.devices.boot.BootException;
import emu.devices.boot.BootProtocol;
import emu.devices.boot.ByteView;
import emu.devices.boot.ElfKernel;
import emu.devices.boot.ProtocolLoader;
import emu.devices.boot.StackedInitrds;
import emu.devices.boot.pvh.PvhLoader;
import emu.devices.decompress.Compression;

/**
 * Chooses how a bzImage is entered.
 *
 * @param image the kernel
 * @param protocol one that enters a bzImage, or AUTO
 */
public record LinuxLoader(BzImage image, BootProtocol protocol) implements ProtocolLoader {

  @Override
  public EntryState load(BootContext context) throws BootException {
    LinuxLimits limits = LinuxLimits.of(image);
    StackedInitrds initrds = context.readInitrds(limits.initrd());
    return loader(context, limits, initrds).load(context);
  }

  /** The loader of an unpacked Linux that was no bzImage. */
  public static ProtocolLoader ofElf(ElfKernel kernel) {
    return context -> {
      StackedInitrds initrds = context.readInitrds(LinuxLimits.OF_ELF.initrd());
      return new LinuxElfLoader(kernel, ZeroPage.headerForElf(), LinuxLimits.OF_ELF, initrds)
          .load(context);
    };
  }

  /** The loader of such a Linux with the PVH note. */
  public static ProtocolLoader pvhOfElf(ElfKernel kernel) {
    return context -> {
      StackedInitrds initrds = context.readInitrds(LinuxLimits.OF_ELF.initrd());
      return pvh(kernel, context, LinuxLimits.OF_ELF, initrds).load(context);
    };
  }

  private ProtocolLoader loader(BootContext context, LinuxLimits limits, StackedInitrds initrds)
      throws BootException {
    return switch (protocol) {
      case PVH -> pvh(unpack(context), context, limits, initrds);
      case LINUX32 -> new BzImageLoader(image, Mode.PROTECTED_32, limits, initrds);
      case LINUX64 -> linux64(limits, initrds);
      case LINUX16 -> new SetupLoader(image, limits, initrds);
      default -> best(context, limits, initrds);
    };
  }

  /** PVH does not tell a kernel of the screen's text mode; with one, the zero page does. */
  private ProtocolLoader best(BootContext context, LinuxLimits limits, StackedInitrds initrds)
      throws BootException {
    if (image.compression().filter(Compression::supported).isPresent()) {
      ElfKernel elf = unpack(context);
      boolean hasScreen = ScreenInfo.of(context.layout()).isPresent();
      if (hasScreen && image.has64BitEntry() && elf.bits() == 64) {
        return new LinuxElfLoader(elf, image.header(), limits, initrds);
      }
      if (!hasScreen && elf.pvhEntry().isPresent()) {
        return pvh(elf, context, limits, initrds);
      }
    }
    Mode mode = image.has64BitEntry() ? Mode.LONG_64 : Mode.PROTECTED_32;
    return new BzImageLoader(image, mode, limits, initrds);
  }

  private ProtocolLoader linux64(LinuxLimits limits, StackedInitrds initrds) throws BootException {
    if (!image.has64BitEntry()) {
      throw new BootException(
          image.file().what() + " has no 64-bit entry: use --protocol linux32, or auto");
    }
    return new BzImageLoader(image, Mode.LONG_64, limits, initrds);
  }

  private static ProtocolLoader pvh(
      ElfKernel elf, BootContext context, LinuxLimits limits, StackedInitrds initrds)
      throws BootException {
    if (elf.pvhEntry().isEmpty()) {
      throw new BootException(elf.what() + " has no PVH note: use --protocol linux64, or auto");
    }
    return new PvhLoader(elf, () -> context.linuxData(limits.commandLine(), initrds));
  }

  private ElfKernel unpack(BootContext context) throws BootException {
    context.layout().require(image.loadAddress(), image.memorySize(), image.file().what());
    ByteView unpacked = image.unpack(context.layout().ramBytes(), context.request().cache());
    if (!ElfKernel.isElf(unpacked)) {
      throw new BootException(unpacked.what() + " is no ELF file: boot it with --protocol linux64");
    }
    return ElfKernel.parse(unpacked);
  }
}
