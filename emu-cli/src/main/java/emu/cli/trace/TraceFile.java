package emu.cli.trace;

import emu.cli.error.UserException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A file that a record goes to; packed if its name ends in {@code .gz}. */
final class TraceFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final String option;
  private final Object name;
  private final OutputStream out;

  private TraceFile(String option, Object name, OutputStream out) {
    this.option = option;
    this.name = name;
    this.out = new BufferedOutputStream(out, BUFFER);
  }

  /** Makes the file that {@code option} names. */
  static TraceFile create(String option, Path path) {
    String name = path.toString();
    if (name.endsWith(".zst") || name.endsWith(".xz")) {
      throw new UserException(
          "%s: %s cannot be packed that way: give a name that ends in .gz".formatted(option, path));
    }
    try {
      OutputStream file = Files.newOutputStream(path);
      return new TraceFile(
          option, path, new BackgroundOutput(name.endsWith(".gz") ? new QuickGzip(file) : file));
    } catch (IOException e) {
      throw new UserException(
          "cannot write %s to %s: check that its folder is there".formatted(option, path), e);
    }
  }

  /** Packs little, and quickly. */
  private static final class QuickGzip extends GZIPOutputStream {
    QuickGzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** The error output of this process. */
  static TraceFile standardError(String option) {
    return new TraceFile(option, "standard error", new FileOutputStream(FileDescriptor.err));
  }

  /** Adds {@code text}. */
  void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, bytes.length);
  }

  /** Adds the first {@code length} bytes of {@code bytes}. */
  void write(byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UserException failed(IOException e) {
    return new UserException(
        "writing %s to %s failed (%s): see that there is room"
            .formatted(option, name, e.getMessage()),
        e);
  }
}
