package emu.cli;

import com.sun.management.OperatingSystemMXBean;
import emu.cli.console.ProgressLine;
import emu.cli.error.UserException;
import emu.cli.option.MemorySize;
import emu.cli.suite.ArgsFile;
import emu.cli.suite.JUnitXml;
import emu.cli.suite.JsonResults;
import emu.cli.suite.KernelFinder;
import emu.cli.suite.ResultTable;
import emu.cli.suite.Suite;
import emu.cli.suite.TestCase;
import emu.cli.suite.TestResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs kernels as tests. */
@Command(
    name = "test",
    description =
        "Run kernels as tests, several at once: the files named, and all kernels of the folders. A "
            + "test passes if the guest switches the machine off or writes 0 to the debug-exit "
            + "port (status 1), or shows the lines of FILE.expect on its serial port. FILE.args "
            + "has options for one kernel.",
    customSynopsis = "emu test FOLDER|FILE... [OPTION]...",
    sortOptions = false)
final class TestCommand implements GuestCommand {
  private static final String STANDARD_OUTPUT = "-";
  private static final long LEAST_TRANSLATION_BYTES = 16L << 20;

  @Spec CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "kernels, .iso and .img images, and folders with such")
  List<Path> paths = new ArrayList<>();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "how many run at once (default: as many as there are processors)")
  Integer jobs;

  @Option(
      names = "--memory-limit",
      paramLabel = "SIZE",
      description =
          "most memory of the machines that run at once (default: three quarters of the host's)",
      converter = MemorySize.Converter.class)
  MemorySize memoryLimit;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "write the results as JUnit XML, which continuous integration reads")
  Path junit;

  @Option(
      names = "--logs",
      paramLabel = "FOLDER",
      description = "write what each serial port sends into a file in this folder, NAME.log")
  Path logs;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write the results as JSON; - writes it to standard output, and no table")
  String json;

  @Mixin TestOptions options;

  @Option(
      names = {"-help", "-h"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  /** A file of options for one kernel. */
  @Command(name = "args")
  static final class FileOptions {
    @Mixin TestOptions options;
  }

  @Override
  public boolean runsGuest() {
    return !paths.isEmpty();
  }

  @Override
  public Integer call() throws InterruptedException {
    if (paths.isEmpty()) {
      throw usage("there is nothing to test: name kernels, or folders with kernels");
    }
    if (jobs != null && jobs < 1) {
      throw usage("--jobs is a number above 0");
    }
    List<TestCase> tests = tests(KernelFinder.find(paths));
    makeLogs();
    // At the start, so that no long run ends with a complaint.
    write("");
    List<TestResult> results = run(tests);
    write(results);
    boolean passed = results.stream().allMatch(TestResult::passed);
    return (passed ? ExitStatus.OK : ExitStatus.TEST_FAILED).code();
  }

  private void makeLogs() {
    try {
      if (logs != null) {
        Files.createDirectories(logs);
      }
    } catch (IOException e) {
      throw new UserException("cannot make the folder " + logs + " for --logs: name another", e);
    }
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private int jobs() {
    return jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
  }

  private List<TestCase> tests(List<Path> files) {
    long translationBytes =
        Math.max(emu.api.Engine.TRANSLATION_BYTES / jobs(), LEAST_TRANSLATION_BYTES);
    boolean oneFolder = paths.size() == 1 && Files.isDirectory(paths.getFirst());
    List<TestCase> tests = new ArrayList<>();
    for (Path file : files) {
      String name = (oneFolder ? file.getFileName() : file).toString();
      TestOptions own = optionsOf(file);
      tests.add(
          new TestCase(
              name,
              own.config(
                  file,
                  builder -> {
                    builder.translationBytes(translationBytes);
                    log(name).ifPresent(builder::serialFile);
                  }),
              own.expectation(expected(file)),
              own.timeout(),
              own.instructions()));
    }
    return tests;
  }

  private Optional<Path> log(String name) {
    return Optional.ofNullable(logs)
        .map(folder -> folder.resolve(name.replaceAll("[/\\\\:]", "_") + ".log"));
  }

  private static List<String> expected(Path kernel) {
    Path file = KernelFinder.beside(kernel, KernelFinder.EXPECT);
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> texts =
        ArgsFile.lines(file).stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (texts.isEmpty()) {
      throw new UserException("%s has no text in it: write what is expected".formatted(file));
    }
    return texts;
  }

  private TestOptions optionsOf(Path kernel) {
    Path file = KernelFinder.beside(kernel, KernelFinder.ARGS);
    if (!Files.exists(file)) {
      return options;
    }
    FileOptions own = new FileOptions();
    CommandLine line = new CommandLine(own).setSeparator(" ");
    line.setPosixClusteredShortOptionsAllowed(false);
    CommandLineFactory.addDashes(line);
    try {
      line.parseArgs(Arguments.normalise(line, ArgsFile.read(file).toArray(String[]::new)));
    } catch (ParameterException e) {
      throw new UserException(file + ": " + UserErrors.sentence(e), e);
    }
    own.options.resolvePaths(file.toAbsolutePath().getParent());
    return own.options.over(options);
  }

  private List<TestResult> run(List<TestCase> tests) throws InterruptedException {
    List<TestResult> done = new ArrayList<>();
    try (ProgressLine progress = ProgressLine.onStandardError()) {
      return new Suite(jobs(), memoryLimit == null ? ofHost() : memoryLimit)
          .run(
              tests,
              result -> {
                done.add(result);
                if (done.size() < tests.size()) {
                  progress.at(progress(done, tests.size()));
                }
              });
    }
  }

  private static String progress(List<TestResult> done, int all) {
    long failed = done.stream().filter(result -> !result.passed()).count();
    return "emu: %d of %d tests done, %d failed; last %s"
        .formatted(done.size(), all, failed, done.getLast().name());
  }

  private static MemorySize ofHost() {
    var host = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new MemorySize(host.getTotalMemorySize() / 4 * 3);
  }

  private void write(List<TestResult> results) {
    PrintWriter out = spec.commandLine().getOut();
    if (STANDARD_OUTPUT.equals(json)) {
      out.print(JsonResults.of(results));
      out.flush();
    } else {
      ResultTable.print(results, out);
      write(json, "--json", JsonResults.of(results));
    }
    write(junit == null ? null : junit.toString(), "--junit", JUnitXml.of(suiteName(), results));
  }

  private String suiteName() {
    return paths.getFirst().toAbsolutePath().normalize().getFileName().toString();
  }

  private void write(String text) {
    write(STANDARD_OUTPUT.equals(json) ? null : json, "--json", text);
    write(junit == null ? null : junit.toString(), "--junit", text);
  }

  private static void write(String file, String option, String text) {
    if (file != null) {
      try {
        Files.writeString(Path.of(file), text);
      } catch (IOException e) {
        throw new UserException(
            "cannot write %s to %s: check that its folder is there".formatted(option, file), e);
      }
    }
  }
}
