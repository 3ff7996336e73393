package emu.cli.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for files on the way. It goes when it is closed and when the program ends, by a signal
 * or not; what a killed process left goes when the next one comes.
 */
final class WorkFolder implements AutoCloseable {
  private static final String PREFIX = ".work-";

  private final Path folder;
  private final Thread onExit;

  private WorkFolder(Path folder) {
    this.folder = folder;
    this.onExit = new Thread(() -> delete(folder), "work folder");
  }

  /** Makes one in {@code parent}, which exists. */
  static WorkFolder in(Path parent) throws IOException {
    deleteAbandoned(parent);
    String prefix = PREFIX + ProcessHandle.current().pid() + "-";
    WorkFolder work = new WorkFolder(Files.createTempDirectory(parent, prefix));
    Runtime.getRuntime().addShutdownHook(work.onExit);
    return work;
  }

  /** The path of {@code name} in it. */
  Path path(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() {
    delete(folder);
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The program is ending already; the hook finds nothing left to do.
    }
  }

  private static void deleteAbandoned(Path parent) throws IOException {
    try (Stream<Path> entries = Files.list(parent)) {
      entries.filter(WorkFolder::isAbandoned).toList().forEach(WorkFolder::delete);
    }
  }

  private static boolean isAbandoned(Path entry) {
    String name = entry.getFileName().toString();
    if (!name.startsWith(PREFIX)) {
      return false;
    }
    int end = name.indexOf('-', PREFIX.length());
    try {
      long process =
          Long.parseLong(name.substring(PREFIX.length(), Math.max(end, PREFIX.length())));
      return ProcessHandle.of(process).isEmpty();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static void delete(Path folder) {
    List<Path> paths;
    try (Stream<Path> tree = Files.walk(folder)) {
      paths = tree.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException | UncheckedIOException e) {
      return;
    }
    for (Path path : paths) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // A file that a dying child still writes; the next run removes it.
      }
    }
  }
}
