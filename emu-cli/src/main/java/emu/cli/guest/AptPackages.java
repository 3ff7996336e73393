package emu.cli.guest;

import emu.cli.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gets Debian packages from the archive that the host's own apt uses, with an apt state of its own:
 * it needs no root and leaves the host's state alone, and the host may be of another release.
 */
public final class AptPackages {
  private static final String DEPENDS = "Depends:";

  private final Path etcApt;

  /** One that reads the host's archives below {@code etcApt}, which is /etc/apt. */
  public AptPackages(Path etcApt) {
    this.etcApt = etcApt;
  }

  /**
   * Downloads packages into {@code folder} and unpacks them.
   *
   * @param suite the release that they are of
   * @param names packages
   * @param metaPackages packages of which those are wanted that they depend on
   * @return the folder that all of them were unpacked to
   * @throws UserException if they cannot be had
   */
  public Path fetch(
      String suite, List<String> names, List<String> metaPackages, Path folder, Progress progress)
      throws IOException, InterruptedException {
    requireClient();
    List<AptArchive> archives = AptSources.read(etcApt);
    if (archives.isEmpty()) {
      throw new UserException("apt on this host names no package archive; " + GetByHand.ADVICE);
    }
    UserException failure = null;
    for (AptArchive archive : archives) {
      try {
        Path work = Files.createTempDirectory(folder, "apt");
        Files.writeString(sources(work), archive.stanza(suite));
        return fetchInto(suite, names, metaPackages, work, progress);
      } catch (UserException e) {
        failure = failure == null ? e : failure;
      }
    }
    throw failure;
  }

  private static Path sources(Path folder) {
    return folder.resolve("emu.sources");
  }

  private static Path fetchInto(
      String suite, List<String> names, List<String> metaPackages, Path folder, Progress progress)
      throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("lists/partial"));
    Files.createDirectories(folder.resolve("cache/archives/partial"));
    apt(folder, "apt-get", "update").run("package index of " + suite, progress);
    List<String> wanted = new ArrayList<>(names);
    for (String metaPackage : metaPackages) {
      wanted.addAll(dependencies(folder, metaPackage));
    }
    for (String name : wanted) {
      apt(folder, "apt-get", "download", name).run(name, progress);
    }
    return unpack(folder, wanted.size(), progress);
  }

  private static List<String> dependencies(Path folder, String metaPackage)
      throws IOException, InterruptedException {
    return apt(folder, "apt-cache", "depends", metaPackage)
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(DEPENDS))
        .map(line -> line.substring(DEPENDS.length()).strip())
        .toList();
  }

  private static AptProcess apt(Path folder, String program, String... command) {
    List<String> words = new ArrayList<>(List.of(program, "-q"));
    for (String setting :
        List.of(
            "Dir::Etc::SourceList=" + sources(folder),
            "Dir::Etc::SourceParts=/dev/null",
            "Dir::State::Lists=" + folder.resolve("lists"),
            "Dir::Cache=" + folder.resolve("cache"),
            // The folder may be one that the user _apt cannot enter.
            "APT::Sandbox::User=root",
            "APT::Status-Fd=1",
            "APT::Update::Error-Mode=any",
            "Acquire::Languages=none")) {
      words.add("-o" + setting);
    }
    words.addAll(List.of(command));
    return new AptProcess(words, folder);
  }

  private static Path unpack(Path folder, int expected, Progress progress)
      throws IOException, InterruptedException {
    List<Path> packages;
    try (Stream<Path> files = Files.list(folder)) {
      packages = files.filter(file -> file.toString().endsWith(".deb")).toList();
    }
    if (packages.isEmpty() || packages.size() != expected) {
      throw new UserException("apt-get brought no package; " + GetByHand.ADVICE);
    }
    progress.at("unpacking", 0);
    for (Path file : packages) {
      new AptProcess(List.of("dpkg-deb", "-x", file.toString(), "unpacked"), folder)
          .run("unpacking", progress);
    }
    progress.at("unpacking", 1);
    return folder.resolve("unpacked");
  }

  private static void requireClient() {
    for (String program : List.of("apt-get", "apt-cache", "dpkg-deb")) {
      if (!AptProcess.isInstalled(program)) {
        throw new UserException("this host has no " + program + "; " + GetByHand.ADVICE);
      }
    }
  }
}
