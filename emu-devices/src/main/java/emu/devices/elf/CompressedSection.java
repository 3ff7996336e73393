package emu.devices.elf;

import emu.devices.decompress.BoundedOutput;
import emu.devices.decompress.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A section with SHF_COMPRESSED. gABI, "Section Compression". */
final class CompressedSection {
  private static final int ELFCOMPRESS_ZLIB = 1;
  private static final int ELFCOMPRESS_ZSTD = 2;
  private static final long LARGEST = 1L << 29;

  private CompressedSection() {}

  static ElfBytes unpack(ElfBytes section, boolean wide) throws ElfException {
    int headerSize = wide ? 24 : 12;
    long type = section.u32(0);
    long size = section.word(wide ? 8 : 4, wide);
    if (size < 0 || size > LARGEST) {
      throw damaged(section, "unpacked it would have " + size + " bytes", null);
    }
    byte[] packed = new byte[section.slice(headerSize, section.size() - headerSize).size()];
    section.buffer().get(headerSize, packed);
    byte[] unpacked;
    try {
      unpacked =
          switch ((int) type) {
            case ELFCOMPRESS_ZLIB -> inflate(packed, (int) size);
            case ELFCOMPRESS_ZSTD -> zstd(packed, size);
            default -> throw damaged(section, "its compression is of unknown type " + type, null);
          };
    } catch (IOException | DataFormatException e) {
      throw damaged(section, String.valueOf(e.getMessage()), e);
    }
    return ElfBytes.of(ByteBuffer.wrap(unpacked), section.what());
  }

  private static byte[] inflate(byte[] packed, int size) throws DataFormatException, IOException {
    BoundedOutput output = new BoundedOutput(size, Math.min(size, packed.length * 8L));
    byte[] part = new byte[1 << 16];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      int count;
      while ((count = inflater.inflate(part)) > 0) {
        output.write(part, 0, count);
      }
    } finally {
      inflater.end();
    }
    return output.toByteArray();
  }

  private static byte[] zstd(byte[] packed, long size) throws IOException {
    BoundedOutput output = new BoundedOutput(size, Math.min(size, packed.length * 8L));
    Compression.ZSTD.decode(packed, 0, packed.length, output);
    return output.toByteArray();
  }

  private static ElfException damaged(ElfBytes section, String why, Throwable cause) {
    return new ElfException(
        section.what() + " has a damaged compressed section (" + why + "): get the file again",
        cause);
  }
}
