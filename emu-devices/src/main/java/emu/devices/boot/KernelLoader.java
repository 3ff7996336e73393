package emu.devices.boot;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.core.memory.PhysicalMemory;
import java.nio.file.Path;
import java.util.List;

/**
 * Direct kernel boot: puts a kernel, its initrd and what its boot protocol wants into memory,
 * without firmware.
 */
public final class KernelLoader {
  /** Enough of a file to see what it is. */
  private static final int HEAD = 4096;

  private static final long LARGEST_FILE = 1L << 30;

  // Linux takes 2,047 bytes; other kernels say nothing.
  private static final long ELF_COMMAND_LINE_LIMIT = 2047;
  private static final long ELF_INITRD_LIMIT = 0x8000_0000L;

  private final KernelRequest request;
  private final GuestLayout layout;
  private final long rsdp;

  private KernelLoader(KernelRequest request, GuestLayout layout, long rsdp) {
    this.request = request;
    this.layout = layout;
    this.rsdp = rsdp;
  }

  /**
   * Loads what {@code request} names.
   *
   * @param memory where it goes
   * @param map the board's memory map, RAM and all that is kept from the guest (ACPI tables,
   *     firmware), at most 128 entries; nothing is written outside its RAM
   * @param rsdp physical address of the ACPI RSDP, or 0
   * @return the state in which the processor enters the kernel
   * @throws BootException with a sentence for the user if it cannot be done
   * @throws IllegalArgumentException if {@code map} calls RAM what is not RAM in {@code memory}
   */
  public static EntryState load(
      KernelRequest request, PhysicalMemory memory, List<MemoryMapEntry> map, long rsdp)
      throws BootException {
    try {
      return new KernelLoader(request, new GuestLayout(memory, map), rsdp).load();
    } catch (OutOfMemoryError e) {
      // The files are held whole; how large they are is the user's affair, as is the heap.
      throw new BootException(
          "the kernel and initrds are too large for Java's heap: give it more with"
              + " EMU_JAVA_OPTS=-Xmx4g",
          e);
    }
  }

  private EntryState load() throws BootException {
    ByteView file = readKernel(request.kernel());
    return ElfFile.isElf(file) ? loadElf(ElfFile.parse(file)) : loadBzImage(BzImage.parse(file));
  }

  private static ByteView readKernel(Path path) throws BootException {
    String what = "the kernel " + path;
    byte[] start = HostFile.head(path, "kernel", HEAD);
    ByteView head = ByteView.of(start, what);
    if (!ElfFile.isElf(head) && !BzImage.isBzImage(head)) {
      String is =
          HostFile.looksLikeText(start)
              ? " is a text file"
              : " is neither a Linux bzImage nor an ELF file";
      throw new BootException(
          what + is + ": give a Linux kernel (bzImage, vmlinuz) or an ELF kernel");
    }
    return ByteView.of(HostFile.read(path, "kernel", LARGEST_FILE), what);
  }

  private EntryState loadElf(ElfFile elf) throws BootException {
    return switch (request.protocol()) {
      case AUTO -> elf.pvhEntry().isPresent() ? enterPvh(elf, elfLimits()) : enterElf64(elf);
      case PVH -> enterPvh(elf, elfLimits());
      case LINUX64 -> enterElf64(elf);
      case LINUX32 ->
          throw new BootException(
              elf.what()
                  + " is an ELF file, which the linux32 protocol does not enter:"
                  + " give a bzImage, or use --boot-protocol auto");
    };
  }

  private EntryState loadBzImage(BzImage image) throws BootException {
    return switch (request.protocol()) {
      case AUTO -> loadBestOf(image);
      case PVH -> enterPvh(unpack(image), limits(image));
      case LINUX64 -> enterLinux64(image);
      case LINUX32 -> enterLinux32(image);
    };
  }

  private EntryState loadBestOf(BzImage image) throws BootException {
    if (image.compression().isPresent() && image.compression().get().supported()) {
      ElfFile elf = unpack(image);
      if (elf.pvhEntry().isPresent()) {
        return enterPvh(elf, limits(image));
      }
    }
    return image.has64BitEntry() ? enterLinux64(image) : enterLinux32(image);
  }

  private ElfFile unpack(BzImage image) throws BootException {
    layout.require(image.loadAddress(), image.memorySize(), image.file().what());
    ByteView unpacked = image.unpack(layout.ramBytes());
    if (!ElfFile.isElf(unpacked)) {
      throw new BootException(
          unpacked.what() + " is no ELF file: boot it with --boot-protocol linux64");
    }
    return ElfFile.parse(unpacked);
  }

  private EntryState enterPvh(ElfFile elf, Limits limits) throws BootException {
    if (elf.pvhEntry().isEmpty()) {
      throw new BootException(
          elf.what() + " has no PVH note: use --boot-protocol linux64, or auto");
    }
    long entry = elf.checkedEntry(elf.pvhEntry().getAsLong());
    elf.load(layout);
    BootData data = loadRest(limits);
    long startInfo = PvhStartInfo.write(layout, data);
    long gdt = CpuTables.writeGdt(layout, false);
    return state(Mode.PROTECTED_32, entry, startInfo, 0, 0, gdt);
  }

  private EntryState enterElf64(ElfFile elf) throws BootException {
    if (elf.bits() != 64) {
      throw new BootException(
          elf.what()
              + " is a 32-bit ELF file without a PVH note: give a bzImage or a kernel with the"
              + " note");
    }
    long entry = elf.checkedEntry(elf.entry());
    elf.load(layout);
    BootData data = loadRest(elfLimits());
    long zeroPage = ZeroPage.write(layout, ZeroPage.headerForElf(), entry, data);
    return enter64(entry, zeroPage);
  }

  private EntryState enterLinux64(BzImage image) throws BootException {
    if (!image.has64BitEntry()) {
      throw new BootException(
          image.file().what() + " has no 64-bit entry: use --boot-protocol linux32, or auto");
    }
    long start = loadNative(image);
    long zeroPage = ZeroPage.write(layout, image.header(), start, loadRest(limits(image)));
    return enter64(start + BzImage.entry64(), zeroPage);
  }

  private EntryState enterLinux32(BzImage image) throws BootException {
    long start = loadNative(image);
    long zeroPage = ZeroPage.write(layout, image.header(), start, loadRest(limits(image)));
    return state(Mode.PROTECTED_32, start, 0, zeroPage, 0, CpuTables.writeGdt(layout, false));
  }

  private long loadNative(BzImage image) throws BootException {
    long start = image.loadAddress();
    ByteView kernel = image.kernel();
    layout.claim(start, image.memorySize(), image.file().what());
    layout.write(start, kernel.data(), kernel.from(), kernel.length());
    return start;
  }

  private BootData loadRest(Limits limits) throws BootException {
    long commandLine =
        BootData.writeCommandLine(layout, request.commandLine(), limits.commandLine());
    Initrd initrd =
        Initrd.read(
            request.initrds(),
            Math.min(limits.initrd(), layout.ramBytes()),
            request.decompressInitrds());
    if (initrd.length() == 0) {
      return new BootData(commandLine, 0, 0, rsdp);
    }
    long address = layout.allocateHigh(initrd.length(), limits.initrd(), "the initrd");
    initrd.write(layout, address);
    return new BootData(commandLine, address, initrd.length(), rsdp);
  }

  private EntryState enter64(long entry, long zeroPage) throws BootException {
    long pml4 = CpuTables.writeIdentityMap(layout);
    return state(Mode.LONG_64, entry, 0, zeroPage, pml4, CpuTables.writeGdt(layout, true));
  }

  private static EntryState state(Mode mode, long rip, long rbx, long rsi, long cr3, long gdt) {
    return new EntryState(
        mode,
        rip,
        0,
        rbx,
        0,
        0,
        rsi,
        0,
        0,
        cr3,
        gdt,
        CpuTables.GDT_LIMIT,
        CpuTables.CODE_SELECTOR,
        CpuTables.DATA_SELECTOR);
  }

  /** What the kernel takes: bytes of command line, and the address that the initrd ends below. */
  private record Limits(long commandLine, long initrd) {}

  private static Limits elfLimits() {
    return new Limits(ELF_COMMAND_LINE_LIMIT, ELF_INITRD_LIMIT);
  }

  private static Limits limits(BzImage image) throws BootException {
    return new Limits(
        image.commandLineLimit(), Math.min(image.initrdLimit(), PhysicalMemory.HOLE_START));
  }
}
