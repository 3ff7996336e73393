package emu.cli.trace;

import emu.cli.error.UserException;
import emu.core.trace.CountWindow;
import emu.core.trace.TraceFormatException;
import emu.core.trace.TraceLog;
import emu.core.trace.TraceReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Traces of instructions as text. */
public final class TraceDump {
  private static final int BUFFER = 1 << 16;
  private static final int GZIP = 0x1F;

  private TraceDump() {}

  /**
   * Shows the trace in {@code file}.
   *
   * @param symbols the file that names code, or null
   * @param filters what of the code is shown; none: all
   * @param from the first count of instructions that is shown
   * @param count how many are
   */
  public static void show(
      Path file, Path symbols, List<String> filters, long from, long count, PrintWriter out) {
    Symbols names = Symbols.of(symbols, Optional.empty());
    TraceLog log =
        new TraceLog(
            out::print, CountWindow.of(from, count), new FilterSyntax(names).read(filters), names);
    try (InputStream in = open(file)) {
      TraceReader.show(in, log);
    } catch (TraceFormatException e) {
      out.flush();
      throw new UserException(file + " " + e.getMessage(), e);
    } catch (IOException e) {
      out.flush();
      throw new UserException("cannot read the trace %s (%s)".formatted(file, e.getMessage()), e);
    }
    out.flush();
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    in.mark(1);
    int first = in.read();
    in.reset();
    return first == GZIP ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
  }
}
