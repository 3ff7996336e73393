package emu.cli;

import emu.cli.disasm.Disassembly;
import emu.cli.error.UserException;
import emu.cli.guest.GuestCache;
import emu.cli.option.Address;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the code in a file. */
@Command(
    name = "disasm",
    description =
        "Show the code in an ELF file of any type, in the kernel inside a bzImage, in a multiboot"
            + " kernel, a boot sector or a flat file, with symbols and source lines.",
    customSynopsis = "emu disasm FILE [OPTION]...",
    sortOptions = false)
final class DisasmCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "the file")
  Path file;

  @Option(
      names = "--at",
      paramLabel = "ADDRESS|SYMBOL",
      description = "start here (default: the entry)")
  String at;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "show N instructions (default: the symbol's, or 32)",
      converter = Address.class)
  Long count;

  @Option(
      names = "--length",
      paramLabel = "N",
      description = "show N bytes",
      converter = Address.class)
  Long length;

  @Option(
      names = "--mode",
      paramLabel = "16|32|64",
      description = "how the code is read (default: as the file says; 64 for a flat file)")
  int mode;

  @Option(
      names = "--base",
      paramLabel = "ADDRESS",
      description = "where a flat file lies (default: 0, a boot sector 0x7c00)",
      converter = Address.class)
  Long base;

  @Option(
      names = {"-help", "-h"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  @Override
  public Integer call() {
    if (mode != 0 && mode != 16 && mode != 32 && mode != 64) {
      throw new UserException("--mode is 16, 32 or 64");
    }
    Disassembly.write(
        file,
        GuestCache.ofUser(System.getenv()).ofLoader(),
        new Disassembly.Request(optional(base), at, optional(count), optional(length), mode),
        spec.commandLine().getOut());
    return ExitStatus.OK.code();
  }

  private static OptionalLong optional(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
