package emu.cli;

import emu.cli.error.UserException;
import emu.cli.guest.GuestCache;
import emu.cli.inspect.FileFinding;
import emu.cli.inspect.IsoFindings;
import emu.cli.inspect.IsoJson;
import emu.cli.inspect.IsoText;
import emu.cli.inspect.KernelJson;
import emu.cli.inspect.KernelText;
import emu.cli.option.MemorySize;
import emu.devices.board.MemoryMap;
import emu.devices.boot.BootException;
import emu.devices.boot.BootFile;
import emu.devices.boot.LoaderCache;
import emu.devices.boot.check.KernelReport;
import emu.devices.iso.IsoEntry;
import emu.devices.iso.IsoException;
import emu.devices.iso.IsoImage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what is in an image or a kernel, and what can be booted of it. */
@Command(
    name = "inspect",
    description =
        "Tell what is in an ISO image and what can be booted of it: volume, El Torito entries, the"
            + " boot loader's menu and its kernels; or what is in a kernel, how it is booted, and"
            + " why it will not start. The exit status is 0 if it can be booted.",
    customSynopsis = "emu inspect FILE [PATH...] [OPTION]...",
    sortOptions = false)
final class InspectCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "an ISO image, or a kernel")
  Path file;

  @Parameters(
      index = "1..*",
      paramLabel = "PATH",
      description = "files and folders in the image, to tell what they are")
  List<String> paths = new ArrayList<>();

  @Option(
      names = "-m",
      paramLabel = "SIZE",
      description = "memory of the machine that a kernel is for; 128M if not given",
      converter = MemorySize.Converter.class)
  MemorySize memory = RunCommand.KERNEL_MEMORY;

  @Option(names = "--json", description = "write one JSON object instead")
  boolean json;

  @Option(
      names = {"-help", "-h"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  private final LoaderCache cache = GuestCache.ofUser(System.getenv()).ofLoader();

  @Override
  public Integer call() {
    try {
      boolean named = file.toString().toLowerCase(Locale.ROOT).endsWith(".iso");
      return named || IsoImage.isIso(file) ? image() : plainFile();
    } catch (IsoException e) {
      throw new UserException(e.getMessage(), e);
    }
  }

  private int image() throws IsoException {
    try (IsoImage image = IsoImage.open(file)) {
      return paths.isEmpty() ? whole(image) : parts(image);
    }
  }

  private int whole(IsoImage image) throws IsoException {
    IsoFindings findings = IsoFindings.of(image, cache);
    if (json) {
      print(IsoJson.of(findings));
    } else {
      IsoText.print(findings, spec.commandLine().getOut());
    }
    return status(findings.bootsByBios() || findings.bootsDirectly());
  }

  private int parts(IsoImage image) throws IsoException {
    List<FileFinding> files = new ArrayList<>();
    for (String path : paths) {
      Optional<IsoEntry> entry = image.find(path);
      if (entry.isPresent() && entry.get().isDirectory() && !json) {
        IsoText.printFolder(image.list(entry.get()), spec.commandLine().getOut());
      } else {
        files.add(FileFinding.in(image, path, cache));
      }
    }
    return tell(files);
  }

  private int plainFile() {
    if (!paths.isEmpty()) {
      throw new UserException(file + " is no ISO image: leave out " + paths.getFirst());
    }
    KernelReport report;
    try {
      report = KernelReport.of(BootFile.of(file), MemoryMap.of(memory.bytes()), Optional.of(cache));
    } catch (BootException e) {
      throw new UserException(e.getMessage(), e);
    }
    if (json) {
      print(KernelJson.of(report));
    } else {
      KernelText.print(report, spec.commandLine().getOut());
    }
    return status(report.starts());
  }

  private int tell(List<FileFinding> files) {
    if (json) {
      print(IsoJson.of(files));
    } else {
      IsoText.printFiles(files, spec.commandLine().getOut());
    }
    return status(files.stream().allMatch(file -> file.problem().isEmpty()));
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }

  private static int status(boolean bootable) {
    return (bootable ? ExitStatus.OK : ExitStatus.BAD_INPUT).code();
  }
}
