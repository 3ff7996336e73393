package emu.devices.boot.check;

import emu.devices.boot.ByteView;
import java.util.Optional;

/** Files that are no kernels, by their first bytes, and what to do with them. */
enum FileFormat {
  ARCHIVE("an archive of object files (a static library)", "!<arch>\n", 0, "link a kernel with it"),
  THIN_ARCHIVE("a thin archive of object files", "!<thin>\n", 0, "link a kernel with it"),
  EFI(
      "an EFI or Windows program (PE)",
      "MZ",
      0,
      "boot it with firmware for EFI; for a kernel as an ELF file, compile for another target, as"
          + " x86_64-unknown-none instead of x86_64-unknown-uefi"),
  GZIP("compressed with gzip", "\u001f\u008b", 0, "unpack it with gunzip"),
  XZ("compressed with xz", "\u00fd7zXZ", 0, "unpack it with unxz"),
  ZSTD("compressed with zstd", "(\u00b5/\u00fd", 0, "unpack it with unzstd"),
  BZIP2("compressed with bzip2", "BZh", 0, "unpack it with bunzip2"),
  CPIO("a cpio archive, as an initial RAM disk is", "07070", 0, "give it with -initrd"),
  TAR("a tar archive", "ustar", 257, "unpack it with tar and give the kernel in it"),
  ZIP("a zip archive", "PK\u0003\u0004", 0, "unpack it and give the kernel in it"),
  MACHO("a Mach-O file of macOS", "\u00cf\u00fa\u00ed\u00fe", 0, "link for an ELF target"),
  UIMAGE("a U-Boot image", "'\u0005\u0019V", 0, "give the kernel that was put into it"),
  BITCODE(
      "LLVM bitcode", "BC\u00c0\u00de", 0, "compile and link it; leave out -flto or -emit-llvm"),
  WASM("WebAssembly", "\u0000asm", 0, "compile for the PC"),
  QCOW("a disk image in the format qcow2", "QFI\u00fb", 0, "turn it into a raw one and use -hda"),
  SCRIPT("a script", "#!", 0, "run it, if it builds the kernel");

  private final String title;
  private final String magic;
  private final int offset;
  private final String cure;

  FileFormat(String title, String magic, int offset, String cure) {
    this.title = title;
    this.magic = magic;
    this.offset = offset;
    this.cure = cure;
  }

  /** What {@code file} is, if it is one of these. */
  static Optional<FileFormat> of(ByteView file) {
    for (FileFormat format : values()) {
      if (file.hasAt(format.offset, format.magic)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** It, in a few words. */
  String title() {
    return title;
  }

  String cure() {
    return cure;
  }
}
