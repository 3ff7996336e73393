package emu.devices.boot.linux;

import emu.devices.boot.BootException;
import emu.devices.boot.ByteView;
import emu.devices.boot.LoaderCache;
import emu.devices.boot.Unpacker;
import emu.devices.decompress.Compression;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A Linux kernel image for the x86, by its setup header. Linux, Documentation/arch/x86/boot.rst;
 * offsets are those of the file.
 *
 * @param file the whole image
 * @param version boot protocol, 0x0206 or later
 */
public record BzImage(ByteView file, int version) {
  public static final int HEADER_START = 0x1F1;

  private static final int SETUP_SECTS = 0x1F1;
  private static final int SYSSIZE = 0x1F4;
  private static final int BOOT_FLAG = 0x1FE;
  private static final int JUMP_OFFSET = 0x201;
  private static final int HEADER_MAGIC = 0x202;
  private static final int VERSION = 0x206;
  private static final int LOADFLAGS = 0x211;
  private static final int INITRD_ADDR_MAX = 0x22C;
  private static final int XLOADFLAGS = 0x236;
  private static final int CMDLINE_SIZE = 0x238;
  private static final int PAYLOAD_OFFSET = 0x248;
  private static final int PAYLOAD_LENGTH = 0x24C;
  private static final int PREF_ADDRESS = 0x258;
  private static final int INIT_SIZE = 0x260;

  private static final int LOADED_HIGH = 1;
  private static final int XLF_KERNEL_64 = 1;
  private static final int PARAGRAPH = 16;
  private static final int SECTOR = 512;
  private static final int DEFAULT_SETUP_SECTS = 4;
  private static final long DEFAULT_ADDRESS = 0x10_0000;
  private static final long ENTRY_64 = 0x200;

  public static boolean isBzImage(ByteView file) {
    return file.hasAt(HEADER_MAGIC, "HdrS") && file.hasAt(BOOT_FLAG, "U\u00aa");
  }

  public static BzImage parse(ByteView file) throws BootException {
    int version = file.u16(VERSION);
    if (version < 0x0206) {
      throw new BootException(
          file.what()
              + " is a Linux kernel with boot protocol "
              + (version >> 8)
              + "."
              + (version & 0xFF)
              + ", too old: give one with 2.06 or later (Linux 2.6.22)");
    }
    BzImage image = new BzImage(file, version);
    if ((file.u8(LOADFLAGS) & LOADED_HIGH) == 0) {
      throw new BootException(file.what() + " is a zImage, made to be loaded low: give a bzImage");
    }
    image.kernel();
    return image;
  }

  /** The protected-mode part, which goes to {@link #loadAddress}. */
  public ByteView kernel() throws BootException {
    int start = setupSize();
    ByteView kernel = file.slice(start, Math.max(0, (long) file.length() - start));
    if (kernel.length() <= ENTRY_64 || kernel.length() < file.u32(SYSSIZE) * PARAGRAPH) {
      throw new BootException(
          file.what()
              + " is cut short: the kernel behind its setup code is not all there; get the file"
              + " again");
    }
    return kernel;
  }

  /** The real-mode part, with the boot sector that it starts with. */
  public ByteView setup() throws BootException {
    return file.slice(0, setupSize());
  }

  private int setupSize() throws BootException {
    int sectors = file.u8(SETUP_SECTS);
    return (1 + (sectors == 0 ? DEFAULT_SETUP_SECTS : sectors)) * SECTOR;
  }

  /** The setup header, from offset 0x1F1, as the zero page takes it over. */
  public ByteView header() throws BootException {
    int end = HEADER_MAGIC + file.u8(JUMP_OFFSET);
    return file.slice(HEADER_START, Math.min(end, ZeroPage.HEADER_END) - HEADER_START);
  }

  public long loadAddress() throws BootException {
    return version >= 0x020A ? file.u64(PREF_ADDRESS) : DEFAULT_ADDRESS;
  }

  /**
   * Memory that the kernel needs from {@link #loadAddress} on until it has found the memory map.
   */
  public long memorySize() throws BootException {
    return Math.max(version >= 0x020A ? file.u32(INIT_SIZE) : 0, kernel().length());
  }

  /** Offset of the 64-bit entry from the load address. */
  public static long entry64() {
    return ENTRY_64;
  }

  public boolean has64BitEntry() throws BootException {
    return version >= 0x020C && (file.u16(XLOADFLAGS) & XLF_KERNEL_64) != 0;
  }

  /** The address after the highest that an initrd may use. */
  public long initrdLimit() throws BootException {
    return file.u32(INITRD_ADDR_MAX) + 1;
  }

  /** Most bytes of command line, without the terminating zero. */
  public long commandLineLimit() throws BootException {
    return file.u32(CMDLINE_SIZE);
  }

  /**
   * How the kernel's ELF file inside is compressed; empty if the image does not say where it is or
   * the format is unknown.
   */
  public Optional<Compression> compression() throws BootException {
    if (version < 0x0208 || file.u32(PAYLOAD_LENGTH) == 0) {
      return Optional.empty();
    }
    ByteView payload = payload();
    return Compression.of(payload.data(), payload.from(), payload.from() + payload.length());
  }

  /**
   * The kernel's ELF file, unpacked.
   *
   * @param ramBytes memory of the machine, which bounds what a damaged image can expand to
   * @param cache may have it from an earlier run, and is to keep it for the next
   */
  public ByteView unpack(long ramBytes, Optional<LoaderCache> cache) throws BootException {
    Compression compression =
        compression()
            .orElseThrow(() ->
                new BootException(
                    "the vmlinux in "
                        + file.what()
                        + " is compressed in an unknown way: boot it with --protocol"
                        + " linux64"));
    long limit = Math.min(ramBytes, version >= 0x020A ? file.u32(INIT_SIZE) : ramBytes);
    ByteView packed = payload();
    String what = "the vmlinux in " + file.what();
    Optional<ByteBuffer> kept = cache.flatMap(from -> from.kernel(packed, limit));
    if (kept.isPresent()) {
      return ByteView.of(kept.get(), what);
    }
    byte[] elf = Unpacker.unpack(compression, packed, limit, what);
    cache.ifPresent(into -> into.keepKernel(packed, elf));
    return ByteView.of(elf, what);
  }

  private ByteView payload() throws BootException {
    return kernel().slice(file.u32(PAYLOAD_OFFSET), file.u32(PAYLOAD_LENGTH));
  }
}
