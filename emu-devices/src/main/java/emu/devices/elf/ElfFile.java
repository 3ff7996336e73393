package emu.devices.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An ELF file of 32 or 64 bits and any type. What it says of itself is checked when it is asked
 * for: a file whose sections are damaged still has segments.
 */
public final class ElfFile {
  private final ElfBytes bytes;
  private final ElfHeader header;
  private List<ElfSegment> segments;
  private List<ElfSection> sections;

  private ElfFile(ElfBytes bytes, ElfHeader header) {
    this.bytes = bytes;
    this.header = header;
  }

  /** Whether the file that starts with {@code data} says that it is one. */
  public static boolean isElf(ByteBuffer data) {
    return data.capacity() >= 4
        && data.get(0) == 0x7F
        && data.get(1) == 'E'
        && data.get(2) == 'L'
        && data.get(3) == 'F';
  }

  /**
   * Reads the header.
   *
   * @param data the whole file
   * @param what what it is, for messages: "the kernel vmlinux"
   * @throws ElfException if it is no little-endian ELF file
   */
  public static ElfFile of(ByteBuffer data, String what) throws ElfException {
    if (!isElf(data)) {
      throw new ElfException(what + " is no ELF file: give one");
    }
    ElfBytes bytes = ElfBytes.of(data, what);
    return new ElfFile(bytes, ElfHeader.read(bytes));
  }

  /** The same of the host's file {@code path}, which must stay as it is. */
  public static ElfFile read(Path path) throws ElfException {
    return of(map(path), path.toString());
  }

  /** The host's file {@code path}, at most 2 GiB. */
  static ByteBuffer map(Path path) throws ElfException {
    try (FileChannel channel = FileChannel.open(path)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new ElfException(path + " is larger than 2 GiB: check that it is the right file");
      }
      return channel.map(MapMode.READ_ONLY, 0, channel.size());
    } catch (IOException e) {
      throw new ElfException(path + " cannot be read: check the path and its permissions", e);
    }
  }

  /** What it is, for messages. */
  public String what() {
    return bytes.what();
  }

  /** All its bytes. */
  public ElfBytes bytes() {
    return bytes;
  }

  /** The ELF header. */
  public ElfHeader header() {
    return header;
  }

  /**
   * The program headers, in their order.
   *
   * @throws ElfException if they are not in the file
   */
  public List<ElfSegment> segments() throws ElfException {
    if (segments == null) {
      segments = ElfSegment.readAll(bytes, header);
    }
    return segments;
  }

  /**
   * The section headers, in their order; the first is none.
   *
   * @throws ElfException if they are not in the file
   */
  public List<ElfSection> sections() throws ElfException {
    if (sections == null) {
      sections = ElfSection.readAll(bytes, header);
    }
    return sections;
  }

  /** The first section of that name. */
  public Optional<ElfSection> section(String name) throws ElfException {
    return sections().stream().filter(section -> section.name().equals(name)).findFirst();
  }

  /** The section of that index. */
  public ElfSection section(int index) throws ElfException {
    if (index < 0 || index >= sections().size()) {
      throw new ElfException(
          what() + " is damaged: it names a section " + index + " that it has not");
    }
    return sections().get(index);
  }

  /** What the file has of {@code segment}. */
  public ElfBytes bytes(ElfSegment segment) throws ElfException {
    return bytes.slice(segment.offset(), segment.fileSize());
  }

  /** What the file has of {@code section}, unpacked if that is compressed. */
  public ElfBytes bytes(ElfSection section) throws ElfException {
    if (!section.hasBytes()) {
      return bytes.slice(0, 0);
    }
    ElfBytes raw = bytes.slice(section.offset(), section.size());
    boolean compressed = (section.flags() & ElfSection.SHF_COMPRESSED) != 0;
    return compressed ? CompressedSection.unpack(raw, header.wide()) : raw;
  }

  /** Where loaders of kernels put the virtual address {@code virtual}, by the program headers. */
  public OptionalLong physicalAddress(long virtual) throws ElfException {
    for (ElfSegment segment : segments()) {
      if (segment.coversVirtual(virtual)) {
        return OptionalLong.of(virtual - segment.virtualAddress() + segment.physicalAddress());
      }
    }
    return OptionalLong.empty();
  }

  /** For which address code is linked that loaders put at {@code physical}. */
  public OptionalLong virtualAddress(long physical) throws ElfException {
    for (ElfSegment segment : segments()) {
      if (segment.coversPhysical(physical)) {
        return OptionalLong.of(physical - segment.physicalAddress() + segment.virtualAddress());
      }
    }
    return OptionalLong.empty();
  }
}
