package emu.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where the project's files are. */
final class Project {
  private Project() {}

  /**
   * The folder of the whole project, sought upwards from the current folder.
   *
   * @throws IllegalStateException if the current folder is not inside the project
   */
  static Path root() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("emu-core"))) {
        return folder;
      }
    }
    throw new IllegalStateException("not inside the project: " + Path.of("").toAbsolutePath());
  }

  /** All Java sources, those of the tests included, in a fixed order. */
  static List<Path> sources() {
    return modules().flatMap(module -> files(module.resolve("src"), ".java")).toList();
  }

  /** Folders of compiled classes, without those of the tests, of the modules built so far. */
  static List<Path> classFolders() {
    return modules()
        .map(module -> module.resolve("target/classes"))
        .filter(Files::isDirectory)
        .toList();
  }

  /** All files under {@code folder} whose name ends with {@code suffix}, in a fixed order. */
  static Stream<Path> files(Path folder, String suffix) {
    Predicate<Path> wanted = file -> file.toString().endsWith(suffix);
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(wanted).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> modules() {
    try (Stream<Path> folders = Files.list(root())) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
