package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.devices.elf.ElfFile;
import emu.devices.elf.LineTable;
import emu.devices.elf.SourceLine;
import emu.devices.elf.SymbolTable;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The kernels of docs/boot-your-own-kernel.md, built by the host's compilers and run. */
class OwnKernelIT {
  private static final Path CARGO = Path.of(System.getProperty("user.home"), ".cargo/bin");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** In C always; in Rust where the host has a rustc. */
  private static Stream<String> languages() {
    Stream<Path> path =
        Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of),
            Stream.of(CARGO));
    boolean rust = path.anyMatch(bin -> Files.isExecutable(bin.resolve("rustc")));
    return rust ? Stream.of("c", "rust") : Stream.of("c");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void startsInBothEngines(String language) throws Exception {
    Path kernel = build(language);
    assertEquals(0, execute("inspect", kernel.toString()), () -> out + err.toString());
    assertTrue(out.toString().contains("pvh, at _start (0x1000"), out.toString());
    for (String engine : List.of("interpreter", "jit")) {
      Path serial = folder.resolve(engine);
      int status =
          execute(
              "run",
              "-kernel",
              kernel.toString(),
              "-serial",
              "file:" + serial,
              "-device",
              "isa-debug-exit,iobase=0xf4,iosize=0x04",
              "--engine",
              engine);
      assertEquals(1, status, err::toString);
      String name = language.equals("c") ? "C" : "Rust";
      assertEquals(
          "Hello from a kernel in " + name + ".\r\nMemory: 127 MiB\r\n", Files.readString(serial));
    }
  }

  /** What compiler and linker write of symbols and lines is understood. */
  @ParameterizedTest
  @MethodSource("languages")
  void symbolsAndLinesAreFound(String language) throws Exception {
    ElfFile elf = ElfFile.read(build(language));
    long start = SymbolTable.of(elf).find("kmain").orElseThrow().address();
    SourceLine line = LineTable.of(elf).at(start).orElseThrow();
    assertTrue(line.file().endsWith(language.equals("c") ? "kernel.c" : "kernel.rs"), line::file);
    Path source = example(language).resolve(Path.of(line.file()).getFileName());
    String text = Files.readAllLines(source).get(line.line() - 1);
    assertTrue(text.contains("kmain("), text);
  }

  private static Path example(String language) {
    Path here = Path.of("").toAbsolutePath();
    Path root = Files.isDirectory(here.resolve("examples")) ? here : here.getParent();
    return root.resolve("examples/kernel-" + language);
  }

  private Path build(String language) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(example(language).resolve("build").toString(), folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().merge("PATH", CARGO.toString(), (path, cargo) -> path + ":" + cargo);
    Process process = builder.start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the compiler does not end");
    assertEquals(0, process.exitValue(), "gcc and ld are needed: " + Files.readString(log));
    return folder.resolve("kernel.elf");
  }

  private int execute(String... words) {
    CommandLine line = CommandLineFactory.create();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(Arguments.normalise(line, words));
  }
}
