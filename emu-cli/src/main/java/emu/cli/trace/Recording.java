package emu.cli.trace;

import emu.cli.error.UserException;
import emu.core.trace.AddressFilter;
import emu.core.trace.CountWindow;
import emu.core.trace.Coverage;
import emu.core.trace.InstructionTrace;
import emu.core.trace.Profile;
import emu.core.trace.TraceLog;
import emu.core.trace.Tracer;
import emu.devices.board.EngineFactory;
import emu.devices.boot.BootFile;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The records of one run, and the files that they go to. */
public final class Recording implements AutoCloseable {

  /** What is to be done when the run is over, the last added first. */
  private final Deque<Runnable> ends = new ArrayDeque<>();

  private Tracer tracer;

  private Recording() {}

  static Recording open(TraceOptions options, Optional<BootFile> kernel) {
    Recording recording = new Recording();
    if (options.log != null && options.items == null) {
      throw new UserException("-D needs to know what to log: add -d int, or another item");
    }
    try {
      if (options.any()) {
        recording.begin(options, Symbols.of(options.symbols, kernel));
      }
      return recording;
    } catch (UserException e) {
      recording.close();
      throw e;
    }
  }

  private void begin(TraceOptions options, Symbols symbols) {
    CountWindow window =
        CountWindow.of(
            options.from == null ? 0 : options.from,
            options.count == null ? Long.MAX_VALUE : options.count);
    AddressFilter filter = new FilterSyntax(symbols).read(options.filters);
    tracer =
        new Tracer(
            options.items == null ? Set.of() : options.items.items(),
            new TraceLog(log(options), window, filter, symbols));
    if (options.trace != null) {
      TraceFile file = open(TraceFile.create("--trace", options.trace));
      InstructionTrace trace = new InstructionTrace(file::write, window, filter);
      tracer.add(trace);
      ends.addFirst(trace::finish);
    }
    if (options.coverage != null) {
      addCoverage(options.coverage, symbols, filter);
    }
    if (options.profile != null) {
      TraceFile file = open(TraceFile.create("--profile", options.profile));
      Profile profile = new Profile(symbols, window, options.profileEvery);
      tracer.add(profile);
      ends.addFirst(() -> profile.write(file::write));
    }
  }

  private void addCoverage(Path path, Symbols symbols, AddressFilter filter) {
    CoverageFile form = CoverageFile.of(path, symbols);
    TraceFile file = open(TraceFile.create("--coverage", path));
    Coverage coverage = new Coverage(filter);
    tracer.add(coverage);
    ends.addFirst(() -> {
      byte[] bytes = form.bytes(coverage);
      file.write(bytes, bytes.length);
    });
  }

  private Consumer<String> log(TraceOptions options) {
    if (options.items == null) {
      return text -> {};
    }
    TraceFile file =
        options.log == null ? TraceFile.standardError("-d") : TraceFile.create("-D", options.log);
    return open(file)::write;
  }

  private TraceFile open(TraceFile file) {
    ends.addFirst(file::close);
    return file;
  }

  /** What makes engines that are recorded, of those that {@code plain} makes. */
  public EngineFactory around(EngineFactory plain) {
    return tracer == null ? plain : cpu -> tracer.engine(cpu, plain::create);
  }

  @Override
  public void close() {
    ends.forEach(Runnable::run);
  }
}
