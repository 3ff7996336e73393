package emu.devices.boot;

import emu.devices.decompress.BoundedOutput;
import emu.devices.decompress.Compression;
import emu.devices.decompress.TooLargeException;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;

/** Unpacks compressed data and says in the user's words what goes wrong. */
public final class Unpacker {
  private Unpacker() {}

  /**
   * The unpacked bytes of {@code data}, at most {@code limit}; {@code what} names them in messages.
   */
  public static byte[] unpack(Compression compression, ByteView data, long limit, String what)
      throws BootException {
    BoundedOutput output = new BoundedOutput(limit, hint(data));
    unpack(compression, data, output, what);
    return output.toByteArray();
  }

  /**
   * Unpacks the stream at the start of {@code data} into {@code sink} and returns how many bytes it
   * occupied.
   */
  public static int unpack(Compression compression, ByteView data, OutputStream sink, String what)
      throws BootException {
    if (!compression.supported()) {
      throw new BootException(
          what
              + " is compressed with "
              + compression.displayName()
              + ", which is not supported here: use one made with gzip, xz, zstd, lzma or lz4");
    }
    try {
      return compression.decode(data.data(), data.from(), data.from() + data.length(), sink)
          - data.from();
    } catch (TooLargeException e) {
      throw new BootException(
          what
              + " expands to more than "
              + Sizes.text(e.limit())
              + ": it is damaged, or the machine needs more memory (-m)",
          e);
    } catch (EOFException e) {
      throw new BootException(
          what
              + " ends early, in the middle of its "
              + compression.displayName()
              + " data: get the file again",
          e);
    } catch (IOException e) {
      throw new BootException(
          what
              + " is damaged ("
              + compression.displayName()
              + ": "
              + e.getMessage()
              + "): get the file again",
          e);
    }
  }

  /**
   * The unpacked size if, as in a kernel, its low 32 bits are the last four bytes; any value that
   * happens to be there else.
   */
  private static long hint(ByteView data) throws BootException {
    return data.length() < 4 ? 0 : data.u32(data.length() - 4);
  }
}
