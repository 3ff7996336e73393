package emu.devices.boot;

import emu.core.cpu.EntryState;
import emu.devices.boot.check.KernelReport;
import emu.devices.boot.flat.ElfLoader;
import emu.devices.boot.flat.FlatLoader;
import emu.devices.boot.flat.SectorLoader;
import emu.devices.boot.linux.BzImage;
import emu.devices.boot.linux.LinuxLoader;
import emu.devices.boot.multiboot.Multiboot1Loader;
import emu.devices.boot.multiboot.Multiboot2Loader;
import emu.devices.boot.object.ObjectLoader;
import emu.devices.boot.pvh.PvhLoader;

/**
 * Direct kernel boot: puts a kernel and what its boot protocol wants into memory, without a boot
 * loader.
 */
public final class KernelLoader {
  private KernelLoader() {}

  /**
   * Loads what {@code request} names.
   *
   * @return the state in which the processor enters the kernel
   * @throws BootException with a sentence for the user if it cannot be done
   * @throws IllegalArgumentException if the memory map calls RAM what is not RAM
   */
  public static EntryState load(KernelRequest request, BootTarget target) throws BootException {
    try {
      BootProtocol wanted = request.protocol();
      boolean placed = wanted == BootProtocol.AUTO && request.placement().address().isPresent();
      BootChoice choice = BootChoice.of(request.kernel(), placed ? BootProtocol.FLAT : wanted);
      BootProtocol protocol = placed ? choice.atAddress() : choice.check(wanted);
      check(request.placement(), protocol);
      return loader(choice, protocol).load(new BootContext(request, target));
    } catch (OutOfMemoryError e) {
      throw tooLarge(e);
    } catch (BootException e) {
      throw KernelReport.explain(request, target.map(), e);
    }
  }

  /** What to say when the heap has no room for the files: they are held whole. */
  static BootException tooLarge(OutOfMemoryError e) {
    // How large they are is the user's affair, as is the heap.
    return new BootException(
        "the kernel and initrds are too large for Java's heap: give it more with"
            + " EMU_JAVA_OPTS=-Xmx4g",
        e);
  }

  /** Sees to it that what the user says of the kernel's place has a meaning. */
  private static void check(Placement placement, BootProtocol protocol) throws BootException {
    boolean placed = protocol == BootProtocol.FLAT || protocol == BootProtocol.OBJECT;
    if (placement.address().isPresent() && !placed) {
      throw useless("--load-address", protocol, "the kernel says itself where it goes");
    }
    if (placement.entry().isPresent() && !placed) {
      throw useless("--entry", protocol, "the kernel says itself where it is entered");
    }
    if (placement.mode().isPresent() && !placed && protocol != BootProtocol.ELF) {
      throw useless("--mode", protocol, "the protocol says in which mode the kernel is entered");
    }
  }

  private static BootException useless(String option, BootProtocol protocol, String why) {
    return new BootException(
        "%s has no meaning with --protocol %s, since %s: leave it out, or use --protocol flat"
            .formatted(option, protocol.optionName(), why));
  }

  private static ProtocolLoader loader(BootChoice choice, BootProtocol protocol)
      throws BootException {
    ByteView file = choice.file();
    if (choice.isBzImage() && protocol != BootProtocol.FLAT) {
      return new LinuxLoader(BzImage.parse(file), protocol);
    }
    return switch (protocol) {
      case PVH -> pvh(ElfKernel.parse(file));
      case MULTIBOOT -> new Multiboot1Loader(choice.multiboot1().orElseThrow());
      case MULTIBOOT2 -> new Multiboot2Loader(choice.multiboot2().orElseThrow());
      case LINUX64 -> LinuxLoader.ofElf(ElfKernel.parse(file));
      case ELF -> new ElfLoader(ElfKernel.parse(file));
      case OBJECT -> new ObjectLoader(file);
      case FLAT -> new FlatLoader(file);
      case SECTOR -> new SectorLoader(file);
      case AUTO, LINUX32, LINUX16 -> throw new IllegalArgumentException(protocol.name());
    };
  }

  private static ProtocolLoader pvh(ElfKernel kernel) throws BootException {
    return kernel.isLinux()
        ? LinuxLoader.pvhOfElf(kernel)
        : context -> new PvhLoader(kernel, context::moduleData).load(context);
  }
}
