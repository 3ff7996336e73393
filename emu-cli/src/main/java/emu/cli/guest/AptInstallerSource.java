package emu.cli.guest;

import emu.cli.error.UserException;
import emu.cli.guest.Guest.DebianInstaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gets a Debian installer by its package's name from the archive that the host's own apt uses, with
 * an apt state of its own: it needs no root and leaves the host's state alone, and the host may be
 * of another release.
 */
public final class AptInstallerSource implements InstallerSource {
  private final Path etcApt;

  /** A source that reads the host's archives below {@code etcApt}, which is /etc/apt. */
  public AptInstallerSource(Path etcApt) {
    this.etcApt = etcApt;
  }

  @Override
  public Path fetch(DebianInstaller installer, Path folder, Progress progress)
      throws IOException, InterruptedException {
    requireClient();
    List<AptArchive> archives = AptSources.read(etcApt);
    if (archives.isEmpty()) {
      throw new UserException("apt on this host names no package archive; " + GetByHand.ADVICE);
    }
    UserException failure = null;
    for (AptArchive archive : archives) {
      try {
        return fetch(installer, archive, Files.createTempDirectory(folder, "apt"), progress);
      } catch (UserException e) {
        failure = failure == null ? e : failure;
      }
    }
    throw failure;
  }

  private static Path fetch(
      DebianInstaller installer, AptArchive archive, Path folder, Progress progress)
      throws IOException, InterruptedException {
    Path sources = folder.resolve("emu.sources");
    Files.writeString(sources, archive.stanza(installer.suite()));
    Files.createDirectories(folder.resolve("lists/partial"));
    Files.createDirectories(folder.resolve("cache/archives/partial"));
    apt(folder, sources, "update").run("package index of " + installer.suite(), progress);
    apt(folder, sources, "download", installer.packageName())
        .run(installer.packageName(), progress);
    unpack(folder, progress);
    return folder.resolve("unpacked").resolve(installer.packageFolder());
  }

  private static AptProcess apt(Path folder, Path sources, String... command) {
    List<String> words = new ArrayList<>(List.of("apt-get", "-q"));
    for (String setting :
        List.of(
            "Dir::Etc::SourceList=" + sources,
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

  private static void unpack(Path folder, Progress progress)
      throws IOException, InterruptedException {
    List<Path> packages;
    try (Stream<Path> files = Files.list(folder)) {
      packages = files.filter(file -> file.toString().endsWith(".deb")).toList();
    }
    if (packages.size() != 1) {
      throw new UserException("apt-get brought no package; " + GetByHand.ADVICE);
    }
    String file = packages.getFirst().toString();
    progress.at("unpacking", 0);
    new AptProcess(List.of("dpkg-deb", "-x", file, "unpacked"), folder).run("unpacking", progress);
    progress.at("unpacking", 1);
  }

  private static void requireClient() {
    for (String program : List.of("apt-get", "dpkg-deb")) {
      if (!AptProcess.isInstalled(program)) {
        throw new UserException("this host has no " + program + "; " + GetByHand.ADVICE);
      }
    }
  }
}
