package emu.devices.boot.multiboot;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.devices.boot.BootContext;
import emu.devices.boot.BootDisplay;
import emu.devices.boot.BootException;
import emu.devices.boot.ElfKernel;
import emu.devices.boot.EntryPoint;
import emu.devices.boot.GuestLayout;
import emu.devices.boot.ProtocolLoader;
import java.util.Optional;

/**
 * Enters kernels by multiboot 1, in 32-bit protected mode with EBX at the information structure.
 *
 * @param header the kernel's header
 */
public record Multiboot1Loader(Multiboot1Header header) implements ProtocolLoader {
  private static final long BOOTED = 0x2BAD_B002L;

  @Override
  public EntryState load(BootContext context) throws BootException {
    header.checkRequirements();
    GuestLayout layout = context.layout();
    Optional<ElfKernel> elf =
        header.hasAddresses() ? Optional.empty() : Optional.of(ElfKernel.parse(header.file()));
    long entry = elf.isPresent() ? loadElf(elf.get(), layout) : loadAout(layout);
    Multiboot1Info info = new Multiboot1Info(context);
    // QEMU's way: the kernel's own name comes first.
    String arguments = context.request().commandLine();
    info.putCommandLine(
        context.request().kernel().name() + (arguments.isEmpty() ? "" : " " + arguments));
    info.putModules(context.loadModules());
    if (elf.isPresent()) {
      Optional<SectionTable> sections = SectionTable.load(elf.get(), layout);
      if (sections.isPresent()) {
        info.putSections(sections.get());
      }
    }
    Optional<VideoRequest> video = header.video();
    if (video.isPresent() && context.display().isPresent()) {
      BootDisplay display = context.display().get();
      info.putScreen(video.get().show(display));
    }
    return new EntryPoint(Mode.PROTECTED_32, entry).rax(BOOTED).rbx(info.write()).enter(layout);
  }

  private static long loadElf(ElfKernel kernel, GuestLayout layout) throws BootException {
    long entry = kernel.checkedEntry(kernel.physicalEntry());
    kernel.load(layout);
    return entry;
  }

  private long loadAout(GuestLayout layout) throws BootException {
    AoutImage image = header.image();
    long entry = image.checkedEntry(header.entry());
    image.load(layout);
    return entry;
  }
}
