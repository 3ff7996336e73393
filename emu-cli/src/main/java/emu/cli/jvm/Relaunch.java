package emu.cli.jvm;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives the JVM the flags that it was started without, as {@code java -jar emu.jar} does: the
 * process starts the same command again with the missing flags before its own options, so that
 * those win.
 *
 * <p>The process stays the same, and with it its number, terminal, signals and exit status. Where
 * that cannot be done it goes on without the flags and says so.
 */
public final class Relaunch implements Runnable {
  /** The system property among the flags that says that they were given. */
  private static final String GIVEN = "emu.jvm.flags";

  /** The environment variable with more options for the JVM; the launcher knows it too. */
  private static final String MORE_OPTIONS = "EMU_JAVA_OPTS";

  static final String REMEDY = ": start it with ./emu, which gives them";

  private final Path proc;
  private final PrintStream messages;

  /** Says to {@code messages} what cannot be done. */
  public Relaunch(PrintStream messages) {
    this(Path.of("/proc/self"), messages);
  }

  /** For a test: {@code proc} has the files of /proc/self. */
  Relaunch(Path proc, PrintStream messages) {
    this.proc = proc;
    this.messages = messages;
  }

  /** Returns if there is nothing to do, or nothing that can be done. */
  @Override
  public void run() {
    if (System.getProperty(GIVEN) != null) {
      return;
    }
    List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
    JvmFlags missing = JvmFlags.ofProgram().without(given);
    try {
      ThisProcess.become(proc.resolve("exe"), command(missing.words()));
    } catch (IOException e) {
      messages.printf(
          "emu: this Java runs without %s, because %s%n", missing.costs(), e.getMessage());
    }
  }

  /** The command line of this process with {@code flags} before everything else. */
  List<String> command(List<String> flags) throws IOException {
    String machine = System.getProperty("java.vm.name");
    if (!machine.contains("OpenJDK") && !machine.contains("HotSpot")) {
      throw new IOException(machine + " is not HotSpot: use a JDK that is");
    }
    List<String> old;
    try {
      if (!proc.resolve("exe").toRealPath().endsWith("java")) {
        throw new IOException("it was not started by the command java" + REMEDY);
      }
      // Bytes stay what they are, in whatever encoding file names are.
      old = words(Files.readString(proc.resolve("cmdline"), StandardCharsets.ISO_8859_1));
    } catch (FileSystemException e) {
      throw new IOException("this system does not tell how it was started" + REMEDY, e);
    }
    List<String> command = new ArrayList<>();
    command.add(old.getFirst());
    command.addAll(flags);
    aotCache(Path.of(System.getProperty("java.class.path")))
        .ifPresent(cache -> command.add("-XX:AOTCache=" + cache));
    String more = System.getenv(MORE_OPTIONS);
    if (more != null && !more.isBlank()) {
      command.addAll(List.of(more.strip().split("\\s+")));
    }
    command.addAll(old.subList(1, old.size()));
    return command;
  }

  /**
   * The AOT cache that the launcher made for {@code jar}, in Latin-1 as it is for the system. The
   * JVM itself finds out whether it fits.
   */
  static Optional<String> aotCache(Path jar) throws IOException {
    Path cache = jar.resolveSibling("emu.aot");
    if (!jar.toString().endsWith(".jar")
        || !Files.isRegularFile(cache)
        || Files.size(cache) == 0
        || Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) < 0) {
      return Optional.empty();
    }
    Charset ofSystem = Charset.forName(System.getProperty("sun.jnu.encoding"));
    return Optional.of(
        new String(cache.toString().getBytes(ofSystem), StandardCharsets.ISO_8859_1));
  }

  /** Splits what ends with zeros. */
  private static List<String> words(String zeroTerminated) {
    List<String> words = new ArrayList<>(List.of(zeroTerminated.split("\0", -1)));
    words.removeLast();
    return words;
  }
}
