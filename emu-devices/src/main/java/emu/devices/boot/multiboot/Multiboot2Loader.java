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
 * Enters kernels by multiboot 2, in 32-bit protected mode with EBX at the information structure.
 *
 * @param header the kernel's header
 */
public record Multiboot2Loader(Multiboot2Header header) implements ProtocolLoader {
  private static final long BOOTED = 0x36D7_6289L;

  @Override
  public EntryState load(BootContext context) throws BootException {
    Multiboot2Wishes wishes = Multiboot2Wishes.of(header);
    GuestLayout layout = context.layout();
    Multiboot2Info info = new Multiboot2Info();
    long entry =
        wishes.image().isPresent()
            ? loadAout(wishes, layout)
            : loadElf(ElfKernel.parse(header.file()), wishes, info, layout);
    info.addCommandLine(context.request().commandLine());
    info.addLoaderName();
    info.addModules(context.loadModules());
    info.addMemory(layout.map());
    addScreen(wishes, context, info);
    info.addRsdp(context);
    return new EntryPoint(Mode.PROTECTED_32, entry)
        .rax(BOOTED)
        .rbx(info.write(layout))
        .enter(layout);
  }

  private static long loadAout(Multiboot2Wishes wishes, GuestLayout layout) throws BootException {
    AoutImage image = wishes.image().orElseThrow();
    long entry = image.checkedEntry(wishes.entry().orElseThrow());
    image.load(layout);
    return entry;
  }

  private static long loadElf(
      ElfKernel kernel, Multiboot2Wishes wishes, Multiboot2Info info, GuestLayout layout)
      throws BootException {
    long entry = kernel.checkedEntry(wishes.entry().orElse(kernel.physicalEntry()));
    long displacement = 0;
    if (wishes.relocatable().isPresent()) {
      displacement = wishes.relocatable().get().displacement(kernel, layout);
      info.addLoadBase(kernel.start() + displacement);
    }
    kernel.load(layout, displacement);
    SectionTable.load(kernel, layout).ifPresent(info::addSections);
    return entry + displacement;
  }

  private void addScreen(Multiboot2Wishes wishes, BootContext context, Multiboot2Info info)
      throws BootException {
    Optional<BootDisplay> display = context.display();
    if (display.isPresent()) {
      info.addScreen(wishes.video().flatMap(video -> video.show(display.get())));
    } else if (wishes.screenRequired()) {
      throw new BootException(
          header.file().what()
              + " has a multiboot 2 header that requires a screen, and this machine has no display:"
              + " give it one with -vga std, or make the tag optional");
    }
  }
}
