package emu.devices.boot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import emu.devices.boot.linux.BzImage;
import emu.devices.decompress.Compression;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file is to somebody who wants to boot it.
 *
 * @param kind what it is
 * @param detail more about it, in a few words; may be ""
 * @param version the kernel's or module's version, "" if it has none
 * @param protocol version of a bzImage's boot protocol, 0x020F for 2.15; 0 for all else
 * @param compression of what is inside a bzImage, if that is known
 * @param pvhEntry physical address at which PVH enters the kernel, if it can
 */
public record KernelFile(
    Kind kind,
    String detail,
    String version,
    int protocol,
    Optional<String> compression,
    OptionalLong pvhEntry) {

  /** What a file can be. */
  public enum Kind {
    /** A Linux kernel as boot loaders take it. */
    BZIMAGE("Linux kernel (bzImage)"),
    /** A kernel that is linked for its place. */
    ELF_KERNEL("ELF kernel"),
    /** A kernel module: the kernel links it in when it runs. */
    MODULE("kernel module, not a kernel"),
    /** An object file. */
    OBJECT("ELF object file, not a kernel"),
    /** A library. */
    LIBRARY("ELF shared object, not a kernel"),
    /** Another kind of ELF file, or a damaged one. */
    OTHER_ELF("ELF file, not a kernel"),
    /** Compressed data. */
    COMPRESSED("compressed data"),
    /** An archive of files. */
    CPIO("cpio archive"),
    /** Text. */
    TEXT("text"),
    /** Something else. */
    OTHER("data");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** It, in a few words. */
    public String title() {
      return title;
    }
  }

  private static final long LARGEST = 1L << 30;
  private static final int HEAD = 4096;
  private static final int KERNEL_VERSION = 0x20E;
  private static final int VERSION_BASE = 0x200;
  private static final int MOST_VERSION = 128;

  private static final int ET_REL = 1;
  private static final int ET_EXEC = 2;
  private static final int ET_DYN = 3;

  // The section .modinfo of a module: strings that end with a zero.
  private static final Pattern MODULE_VERSION = Pattern.compile("\0vermagic=([^ \0]{1,64})");

  /**
   * Looks at {@code file}.
   *
   * @param cache knows what was unpacked before; may be empty
   * @throws BootException if it cannot be read, or is a kernel that is damaged
   */
  public static KernelFile of(BootFile file, Optional<LoaderCache> cache) throws BootException {
    byte[] start = file.head("file", HEAD);
    ByteView head = ByteView.of(start, file.name());
    if (BzImage.isBzImage(head)) {
      return ofBzImage(whole(file), cache);
    }
    if (ElfKernel.isElf(head)) {
      return ofElf(whole(file));
    }
    Optional<Compression> compression = Compression.of(start, 0, start.length);
    if (compression.isPresent()) {
      return plain(Kind.COMPRESSED, compression.get().displayName());
    }
    if (CpioArchive.isCpio(head)) {
      return plain(Kind.CPIO, "");
    }
    return plain(HostFile.looksLikeText(start) ? Kind.TEXT : Kind.OTHER, "");
  }

  /** Whether it can be booted directly. */
  public boolean isBootable() {
    return kind == Kind.BZIMAGE || kind == Kind.ELF_KERNEL;
  }

  private static ByteView whole(BootFile file) throws BootException {
    return ByteView.of(file.read("file", LARGEST), file.name());
  }

  private static KernelFile plain(Kind kind, String detail) {
    return new KernelFile(kind, detail, "", 0, Optional.empty(), OptionalLong.empty());
  }

  private static KernelFile ofBzImage(ByteView file, Optional<LoaderCache> cache)
      throws BootException {
    BzImage image = BzImage.parse(file);
    Optional<Compression> compression = image.compression();
    OptionalLong entry = OptionalLong.empty();
    if (compression.isPresent() && compression.get().supported()) {
      ByteView inside = image.unpack(LARGEST, cache);
      entry = ElfKernel.isElf(inside) ? ElfKernel.parse(inside).pvhEntry() : OptionalLong.empty();
    }
    return new KernelFile(
        Kind.BZIMAGE,
        image.has64BitEntry() ? "64-bit" : "32-bit entry only",
        version(file),
        image.version(),
        compression.map(Compression::displayName),
        entry);
  }

  /** The version string of a bzImage; its header gives an offset less 512. */
  private static String version(ByteView file) throws BootException {
    int offset = file.u16(KERNEL_VERSION);
    if (offset == 0) {
      return "";
    }
    int from = offset + VERSION_BASE;
    int length = Math.clamp((long) file.length() - from, 0, MOST_VERSION);
    byte[] text = new byte[length];
    file.copy(Math.min(from, file.length()), text, length);
    String string = new String(text, StandardCharsets.ISO_8859_1);
    int end = string.indexOf('\0');
    return (end < 0 ? string : string.substring(0, end)).replaceAll("\\p{Cntrl}", "?");
  }

  private static KernelFile ofElf(ByteView file) throws BootException {
    int type = file.u16(16);
    String bits = file.u8(4) == 2 ? "64-bit" : "32-bit";
    if (type == ET_REL) {
      String all = new String(file.data(), file.from(), file.length(), ISO_8859_1);
      Matcher matcher = MODULE_VERSION.matcher(all);
      return matcher.find()
          ? new KernelFile(
              Kind.MODULE, bits, matcher.group(1), 0, Optional.empty(), OptionalLong.empty())
          : plain(Kind.OBJECT, bits);
    }
    if (type != ET_EXEC && type != ET_DYN) {
      return plain(Kind.OTHER_ELF, bits);
    }
    ElfKernel elf;
    try {
      elf = ElfKernel.parse(file);
    } catch (BootException e) {
      return plain(Kind.OTHER_ELF, bits + "; it " + e.getMessage().replace(file.what() + " ", ""));
    }
    if (elf.pvhEntry().isPresent()) {
      return new KernelFile(Kind.ELF_KERNEL, bits, "", 0, Optional.empty(), elf.pvhEntry());
    }
    Kind kind =
        type == ET_DYN ? Kind.LIBRARY : bits.equals("64-bit") ? Kind.ELF_KERNEL : Kind.OTHER_ELF;
    return plain(kind, bits);
  }
}
