package emu.core.asm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Wraps assembled code as a kernel that is entered by PVH: an ELF64 executable with one segment and
 * the note of type 18, owner {@code Xen}, that names the 32-bit entry point (Xen's {@code
 * XEN_ELFNOTE_PHYS32_ENTRY}).
 */
public final class PvhElf {
  private static final int HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final int NOTE = 20;
  private static final int CODE_OFFSET = 0x1000;
  private static final int PHYS32_ENTRY = 18;

  private PvhElf() {}

  /**
   * The ELF file.
   *
   * @param assembly code for physical addresses from its origin, which is a multiple of 4 KiB
   * @param entry physical address of the entry point, which is reached in 32-bit protected mode
   *     without paging
   */
  public static byte[] of(Assembly assembly, long entry) {
    long origin = assembly.origin();
    if ((origin & CODE_OFFSET - 1) != 0) {
      throw new IllegalArgumentException("the origin of a kernel must be a multiple of 4096");
    }
    if (entry < origin || entry >= origin + assembly.size() || entry >>> 32 != 0) {
      throw new IllegalArgumentException("the entry point lies outside of the code");
    }
    ByteBuffer elf = ByteBuffer.allocate(CODE_OFFSET).order(ByteOrder.LITTLE_ENDIAN);
    int noteOffset = HEADER + 2 * PROGRAM_HEADER;
    header(elf, entry);
    programHeader(elf, 1, 7, CODE_OFFSET, origin, assembly.size(), CODE_OFFSET); // PT_LOAD
    programHeader(elf, 4, 4, noteOffset, 0, NOTE, 4); // PT_NOTE
    elf.putInt(4).putInt(4).putInt(PHYS32_ENTRY);
    elf.put("Xen\0".getBytes(StandardCharsets.US_ASCII)).putInt((int) entry);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(elf.array());
    out.writeBytes(assembly.code());
    return out.toByteArray();
  }

  private static void header(ByteBuffer elf, long entry) {
    elf.putInt(0x464C_457F).put((byte) 2).put((byte) 1).put((byte) 1); // ELF64, little-endian
    elf.position(16);
    elf.putShort((short) 2).putShort((short) 62).putInt(1); // ET_EXEC, EM_X86_64
    elf.putLong(entry).putLong(HEADER).putLong(0).putInt(0);
    elf.putShort((short) HEADER).putShort((short) PROGRAM_HEADER).putShort((short) 2);
    elf.putShort((short) 64).putShort((short) 0).putShort((short) 0);
  }

  private static void programHeader(
      ByteBuffer elf, int type, int flags, long offset, long address, long size, long align) {
    elf.putInt(type).putInt(flags).putLong(offset).putLong(address).putLong(address);
    elf.putLong(size).putLong(size).putLong(align);
  }
}
