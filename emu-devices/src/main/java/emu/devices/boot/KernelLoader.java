package emu.devices.boot;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.core.memory.PhysicalMemory;
import emu.devices.boot.linux.BzImage;
import emu.devices.boot.linux.ScreenInfo;
import emu.devices.boot.linux.ZeroPage;
import emu.devices.boot.pvh.PvhStartInfo;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

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
  private Limits limits;
  private Future<Initrd> initrd;

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
      throw tooLarge(e);
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

  private EntryState load() throws BootException {
    ByteView file = readKernel(request.kernel());
    if (ElfKernel.isElf(file)) {
      ElfKernel elf = ElfKernel.parse(file);
      begin(elfLimits());
      return loadElf(elf);
    }
    BzImage image = BzImage.parse(file);
    begin(limits(image));
    return loadBzImage(image);
  }

  /** Has the initrds read beside the kernel: both are large. */
  private void begin(Limits ofKernel) {
    limits = ofKernel;
    long most = Math.min(limits.initrd(), layout.ramBytes());
    FutureTask<Initrd> task =
        new FutureTask<>(() ->
            Initrd.read(request.initrds(), most, request.decompressInitrds(), request.cache()));
    initrd = task;
    Thread.ofPlatform().daemon().name("initrd reader").start(task);
  }

  private Initrd initrd() throws BootException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return initrd.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case BootException cause -> throw cause;
        case OutOfMemoryError cause -> throw tooLarge(cause);
        default -> throw new IllegalStateException(e.getCause());
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static ByteView readKernel(BootFile file) throws BootException {
    String what = "the kernel " + file.name();
    byte[] start = file.head("kernel", HEAD);
    ByteView head = ByteView.of(start, what);
    if (!ElfKernel.isElf(head) && !BzImage.isBzImage(head)) {
      String is =
          HostFile.looksLikeText(start)
              ? " is a text file"
              : " is neither a Linux bzImage nor an ELF file";
      throw new BootException(
          what + is + ": give a Linux kernel (bzImage, vmlinuz) or an ELF kernel");
    }
    return ByteView.of(file.read("kernel", LARGEST_FILE), what);
  }

  private EntryState loadElf(ElfKernel elf) throws BootException {
    return switch (request.protocol()) {
      case AUTO ->
          elf.pvhEntry().isPresent() ? enterPvh(elf) : enterElf64(elf, ZeroPage.headerForElf());
      case PVH -> enterPvh(elf);
      case LINUX64 -> enterElf64(elf, ZeroPage.headerForElf());
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
      case PVH -> enterPvh(unpack(image));
      case LINUX64 -> enterLinux64(image);
      case LINUX32 -> enterLinux32(image);
    };
  }

  /** PVH does not tell a kernel of the screen's text mode; with one, the zero page does. */
  private EntryState loadBestOf(BzImage image) throws BootException {
    if (image.compression().isPresent() && image.compression().get().supported()) {
      ElfKernel elf = unpack(image);
      boolean hasScreen = ScreenInfo.of(layout).isPresent();
      if (hasScreen && image.has64BitEntry() && elf.bits() == 64) {
        return enterElf64(elf, image.header());
      }
      if (!hasScreen && elf.pvhEntry().isPresent()) {
        return enterPvh(elf);
      }
    }
    return image.has64BitEntry() ? enterLinux64(image) : enterLinux32(image);
  }

  private ElfKernel unpack(BzImage image) throws BootException {
    layout.require(image.loadAddress(), image.memorySize(), image.file().what());
    ByteView unpacked = image.unpack(layout.ramBytes(), request.cache());
    if (!ElfKernel.isElf(unpacked)) {
      throw new BootException(
          unpacked.what() + " is no ELF file: boot it with --boot-protocol linux64");
    }
    return ElfKernel.parse(unpacked);
  }

  private EntryState enterPvh(ElfKernel elf) throws BootException {
    if (elf.pvhEntry().isEmpty()) {
      throw new BootException(
          elf.what() + " has no PVH note: use --boot-protocol linux64, or auto");
    }
    long entry = elf.checkedEntry(elf.pvhEntry().getAsLong());
    elf.load(layout);
    BootData data = loadRest();
    long startInfo = PvhStartInfo.write(layout, data);
    long gdt = CpuTables.writeGdt(layout, false);
    return state(Mode.PROTECTED_32, entry, startInfo, 0, 0, gdt);
  }

  private EntryState enterElf64(ElfKernel elf, ByteView header) throws BootException {
    if (elf.bits() != 64) {
      throw new BootException(
          elf.what()
              + " is a 32-bit ELF file without a PVH note: give a bzImage or a kernel with the"
              + " note");
    }
    long entry = elf.checkedEntry(elf.entry());
    elf.load(layout);
    BootData data = loadRest();
    long zeroPage = ZeroPage.write(layout, header, entry, data);
    return enter64(entry, zeroPage);
  }

  private EntryState enterLinux64(BzImage image) throws BootException {
    if (!image.has64BitEntry()) {
      throw new BootException(
          image.file().what() + " has no 64-bit entry: use --boot-protocol linux32, or auto");
    }
    long start = loadNative(image);
    long zeroPage = ZeroPage.write(layout, image.header(), start, loadRest());
    return enter64(start + BzImage.entry64(), zeroPage);
  }

  private EntryState enterLinux32(BzImage image) throws BootException {
    long start = loadNative(image);
    long zeroPage = ZeroPage.write(layout, image.header(), start, loadRest());
    return state(Mode.PROTECTED_32, start, 0, zeroPage, 0, CpuTables.writeGdt(layout, false));
  }

  private long loadNative(BzImage image) throws BootException {
    long start = image.loadAddress();
    ByteView kernel = image.kernel();
    layout.claim(start, image.memorySize(), image.file().what());
    layout.write(start, kernel.data(), kernel.from(), kernel.length());
    return start;
  }

  private BootData loadRest() throws BootException {
    long commandLine =
        BootData.writeCommandLine(layout, request.commandLine(), limits.commandLine());
    Initrd disks = initrd();
    if (disks.length() == 0) {
      return new BootData(commandLine, 0, 0, rsdp);
    }
    long address = layout.allocateHigh(disks.length(), limits.initrd(), "the initrd");
    disks.load(layout, address);
    return new BootData(commandLine, address, disks.length(), rsdp);
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
