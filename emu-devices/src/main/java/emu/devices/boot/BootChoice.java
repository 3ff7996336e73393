package emu.devices.boot;

import emu.devices.boot.flat.SectorLoader;
import emu.devices.boot.linux.BzImage;
import emu.devices.boot.multiboot.Multiboot1Header;
import emu.devices.boot.multiboot.Multiboot2Header;
import emu.devices.boot.object.ObjectLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ways in which a kernel file can be entered, by what it says of itself. A bzImage has what is
 * inside it as well, but for that it would have to be unpacked: PVH counts as possible there.
 */
public final class BootChoice {
  private static final int HEAD = 32768;
  private static final long LARGEST_FILE = 1L << 30;

  private final ByteView file;
  private final boolean bzImage;
  private final Optional<Multiboot1Header> multiboot1;
  private final Optional<Multiboot2Header> multiboot2;

  private BootChoice(ByteView file) throws BootException {
    this.file = file;
    this.bzImage = BzImage.isBzImage(file);
    this.multiboot1 = bzImage ? Optional.empty() : Multiboot1Header.find(file);
    this.multiboot2 = bzImage ? Optional.empty() : Multiboot2Header.find(file);
  }

  /**
   * Looks at {@code kernel}; {@code wanted} says whether a file that is no kernel is good for
   * something.
   *
   * @throws BootException if it cannot be read, or is no kernel, and {@code wanted} is AUTO
   */
  public static BootChoice of(BootFile kernel, BootProtocol wanted) throws BootException {
    String what = "the kernel " + kernel.name();
    byte[] start = kernel.head("kernel", HEAD);
    BootChoice ofHead = new BootChoice(ByteView.of(start, what));
    if (wanted == BootProtocol.AUTO && !ofHead.isKnown()) {
      throw ofHead.unknown(start);
    }
    return start.length < HEAD
        ? ofHead
        : new BootChoice(ByteView.of(kernel.read("kernel", LARGEST_FILE), what));
  }

  /** Looks at all of {@code file}. */
  public static BootChoice of(ByteView file) throws BootException {
    return new BootChoice(file);
  }

  ByteView file() {
    return file;
  }

  boolean isBzImage() {
    return bzImage;
  }

  /** Its multiboot 1 header. */
  public Optional<Multiboot1Header> multiboot1() {
    return multiboot1;
  }

  /** Its multiboot 2 header. */
  public Optional<Multiboot2Header> multiboot2() {
    return multiboot2;
  }

  private boolean isKnown() {
    return bzImage
        || ElfKernel.isElf(file)
        || multiboot1.isPresent()
        || multiboot2.isPresent()
        || SectorLoader.isSector(file);
  }

  private BootException unknown(byte[] start) {
    if (HostFile.looksLikeText(start)) {
      return new BootException(
          file.what() + " is a text file: give a Linux kernel (bzImage, vmlinuz) or an ELF kernel");
    }
    if (SectorLoader.isBootable(file)) {
      return new BootException(
          file.what() + " is the image of a disk: boot it with -hda or -fda instead of -kernel");
    }
    return new BootException(
        file.what()
            + " is neither a Linux bzImage nor an ELF file and has no multiboot header: give a"
            + " kernel, or run it as it is with --protocol flat --load-address 0x100000");
  }

  /**
   * The protocols by which the file can be entered for certain, what is chosen first.
   *
   * @throws BootException if it is damaged
   */
  public List<BootProtocol> possible() throws BootException {
    List<BootProtocol> found = new ArrayList<>();
    if (bzImage) {
      BzImage image = BzImage.parse(file);
      found.add(BootProtocol.PVH);
      if (image.has64BitEntry()) {
        found.add(BootProtocol.LINUX64);
      }
      found.add(BootProtocol.LINUX32);
      found.add(BootProtocol.LINUX16);
      return found;
    }
    if (ObjectLoader.isObject(file)) {
      return List.of(BootProtocol.OBJECT);
    }
    Optional<ElfKernel> elf = executable();
    boolean pvh = elf.isPresent() && elf.get().pvhEntry().isPresent();
    boolean multiboot =
        multiboot1.isPresent() && (elf.isPresent() || multiboot1.get().hasAddresses());
    // QEMU takes a 64-bit file for multiboot only to refuse it.
    boolean multibootFirst =
        !pvh
            || elf.get().bits() == 32
            || multiboot1.filter(Multiboot1Header::hasAddresses).isPresent();
    addIf(multiboot && multibootFirst, BootProtocol.MULTIBOOT, found);
    addIf(pvh, BootProtocol.PVH, found);
    addIf(multiboot && !multibootFirst, BootProtocol.MULTIBOOT, found);
    addIf(multiboot2.isPresent(), BootProtocol.MULTIBOOT2, found);
    addIf(
        elf.isPresent() && elf.get().bits() == 64 && elf.get().isLinux(),
        BootProtocol.LINUX64,
        found);
    addIf(SectorLoader.isSector(file), BootProtocol.SECTOR, found);
    addIf(elf.isPresent(), BootProtocol.ELF, found);
    return found;
  }

  private static void addIf(boolean holds, BootProtocol protocol, List<BootProtocol> to) {
    if (holds) {
      to.add(protocol);
    }
  }

  /** The file as an ELF kernel; a header with addresses counts more than damage. */
  private Optional<ElfKernel> executable() throws BootException {
    if (!ElfKernel.isElf(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ElfKernel.parse(file));
    } catch (BootException e) {
      if (multiboot1.filter(Multiboot1Header::hasAddresses).isPresent()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The protocol that is chosen if the user names none; AUTO for a bzImage, where it depends on
   * what is inside and on the machine's screen.
   *
   * @throws BootException if the file is damaged, or must not be entered without being asked
   */
  public BootProtocol automatic() throws BootException {
    if (bzImage) {
      return BootProtocol.AUTO;
    }
    List<BootProtocol> possible = possible();
    if (possible.isEmpty()) {
      throw new BootException(
          file.what()
              + " has a multiboot header without addresses and is no ELF file: set bit 16 of its"
              + " flags and the address fields");
    }
    BootProtocol first = possible.getFirst();
    if (first == BootProtocol.ELF) {
      throw new BootException(
          file.what()
              + " is an ELF file with neither a PVH note nor a multiboot header: link one in, or"
              + " enter it where its ELF header says with --protocol elf");
    }
    return first;
  }

  /** The protocol that is chosen if the user says only where the kernel goes. */
  BootProtocol atAddress() throws BootException {
    return ObjectLoader.isObject(file) ? BootProtocol.OBJECT : BootProtocol.FLAT;
  }

  /**
   * The protocol that is used if the user names {@code wanted}.
   *
   * @throws BootException if the file cannot be entered so; it says how it can
   */
  public BootProtocol check(BootProtocol wanted) throws BootException {
    if (wanted == BootProtocol.AUTO) {
      return automatic();
    }
    List<BootProtocol> possible = wanted == BootProtocol.FLAT ? List.of(wanted) : possible();
    boolean elf64 =
        wanted == BootProtocol.LINUX64 && possible.contains(BootProtocol.ELF) && file.u8(4) == 2;
    // What exactly lacks in a bzImage shows when it is read.
    boolean linux = bzImage && (wanted == BootProtocol.LINUX64 || wanted == BootProtocol.LINUX32);
    if (!possible.contains(wanted) && !elf64 && !linux) {
      throw new BootException(file.what() + " " + objection(wanted) + ": " + Advice.of(possible));
    }
    return wanted;
  }

  private static String objection(BootProtocol wanted) {
    return switch (wanted) {
      case PVH -> "has no PVH note";
      case MULTIBOOT -> "has no multiboot header";
      case MULTIBOOT2 -> "has no multiboot 2 header";
      case LINUX64 -> "is no 64-bit Linux";
      case LINUX32, LINUX16 -> "is no Linux bzImage";
      case ELF -> "is no executable ELF file";
      case OBJECT -> "is no ELF object file";
      case SECTOR -> "is no boot sector, which has 512 bytes and ends in 55h AAh";
      default -> throw new IllegalArgumentException(wanted.name());
    };
  }
}
