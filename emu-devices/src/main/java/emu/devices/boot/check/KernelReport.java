package emu.devices.boot.check;

import emu.devices.boot.BootException;
import emu.devices.boot.BootFile;
import emu.devices.boot.BootProtocol;
import emu.devices.boot.ByteView;
import emu.devices.boot.KernelFile;
import emu.devices.boot.KernelRequest;
import emu.devices.boot.LoaderCache;
import emu.devices.boot.MemoryMapEntry;
import emu.devices.boot.linux.BzImage;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import java.util.List;
import java.util.Optional;

/**
 * What a file is to somebody who wants to boot it, and why it will not start.
 *
 * @param file its name
 * @param size its bytes
 * @param format what it is, in a few words
 * @param elf what it holds, if it is an ELF file
 * @param linux what it says, if it is a bzImage
 * @param entry how it is entered, if that can be told
 * @param findings what is wrong, the worst first
 */
public record KernelReport(
    String file,
    long size,
    String format,
    Optional<Subject> elf,
    Optional<LinuxImage> linux,
    Optional<EntryPoint> entry,
    List<Finding> findings) {
  private static final long LARGEST = 1L << 30;
  private static final int SECTOR = 512;

  /**
   * Looks at {@code file}.
   *
   * @param map memory of the machine that it is for
   * @param cache knows what was unpacked before; may be empty
   * @throws BootException if it cannot be read
   */
  public static KernelReport of(
      BootFile file, List<MemoryMapEntry> map, Optional<LoaderCache> cache) throws BootException {
    ByteView bytes = ByteView.of(file.read("file", LARGEST), file.name());
    if (BzImage.isBzImage(bytes)) {
      return ofLinux(file, bytes, map, cache);
    }
    if (ElfFile.isElf(bytes.buffer())) {
      return ofElf(file, bytes, map);
    }
    Optional<FileFormat> other = FileFormat.of(bytes);
    if (other.isPresent()) {
      String title = other.get().title();
      return plain(
          file, bytes, title, FindingKind.NOT_A_KERNEL.error("it is " + title, other.get().cure()));
    }
    Optional<EntryPoint> entry = Entries.ofPlain(bytes);
    if (entry.isPresent()) {
      return new KernelReport(
          file.name(),
          bytes.length(),
          entry.get().bits() == 16 ? "boot sector" : "flat multiboot kernel",
          Optional.empty(),
          Optional.empty(),
          entry,
          List.of());
    }
    return unknown(file, bytes, KernelFile.of(file, cache).kind() == KernelFile.Kind.TEXT);
  }

  private static KernelReport unknown(BootFile file, ByteView bytes, boolean text) {
    if (bytes.hasAt(SECTOR - 2, "U\u00aa")) {
      return plain(
          file,
          bytes,
          "image of a disk with a boot sector",
          FindingKind.NOT_A_KERNEL.error(
              "it is the image of a disk that a BIOS boots", "boot it with -hda or -fda"));
    }
    return plain(
        file,
        bytes,
        text ? "text" : "data of no known format",
        FindingKind.NOT_A_KERNEL.error(
            text ? "it is a text file" : "it is neither a Linux bzImage nor an ELF file",
            "link a kernel as an ELF file with a PVH note (docs/boot-your-own-kernel.md)"
                + (text ? "" : "; bytes without a header start with --protocol flat")));
  }

  /**
   * What to say of an ELF kernel that could not be loaded: the worst that is wrong with it, or
   * {@code e} if nothing is found or the user said how to load it.
   */
  public static BootException explain(
      KernelRequest request, List<MemoryMapEntry> map, BootException e) {
    boolean placed =
        request.placement().entry().isPresent() || request.placement().address().isPresent();
    if (request.protocol() != BootProtocol.AUTO || placed) {
      return e;
    }
    try {
      KernelReport report = of(request.kernel(), map, Optional.empty());
      if (report.elf().isEmpty() || report.starts()) {
        return e;
      }
      Finding worst = report.findings().getFirst();
      return new BootException(
          "the kernel %s will not start: %s: %s (run emu inspect %s for all of it)"
              .formatted(report.file(), worst.cause(), worst.cure(), report.file()),
          e);
    } catch (BootException unreadable) {
      return e;
    }
  }

  /** Whether it will start, as far as can be told. */
  public boolean starts() {
    return findings.stream().noneMatch(Finding::fatal);
  }

  private static KernelReport plain(BootFile file, ByteView bytes, String format, Finding finding) {
    return new KernelReport(
        file.name(),
        bytes.length(),
        format,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(finding));
  }

  private static KernelReport ofElf(BootFile file, ByteView bytes, List<MemoryMapEntry> map) {
    try {
      Subject kernel = Subject.of(bytes, ElfFile.of(bytes.buffer(), file.name()), map);
      return new KernelReport(
          file.name(),
          bytes.length(),
          "ELF%d %s, %s"
              .formatted(
                  kernel.header().bits(),
                  kernel.header().typeName(),
                  kernel.header().machineName()),
          Optional.of(kernel),
          Optional.empty(),
          kernel.entryPoint(),
          KernelCheck.check(kernel));
    } catch (ElfException e) {
      return plain(
          file,
          bytes,
          "ELF, damaged or for another processor",
          Finding.told(FindingKind.DAMAGED_HEADERS, e, file.name()));
    }
  }

  private static KernelReport ofLinux(
      BootFile file, ByteView bytes, List<MemoryMapEntry> map, Optional<LoaderCache> cache) {
    try {
      LinuxImage image = LinuxImage.of(file, bytes, cache);
      return new KernelReport(
          file.name(),
          bytes.length(),
          "Linux kernel (bzImage)",
          Optional.empty(),
          Optional.of(image),
          Optional.of(image.entryPoint()),
          MemoryPlaces.ofLinux(image, map));
    } catch (BootException e) {
      return plain(
          file,
          bytes,
          "Linux kernel (bzImage)",
          Finding.told(FindingKind.LINUX_IMAGE, e, file.name()));
    }
  }
}
