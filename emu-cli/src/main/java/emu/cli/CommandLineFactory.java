package emu.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Builds the parser of the command line. */
final class CommandLineFactory {
  private static final int HELP_WIDTH = 100;
  private static final String HELP = "help";

  /** All commands, in the order of the help. */
  private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("boot", BootCommand::new);
    COMMANDS.put("run", RunCommand::new);
    COMMANDS.put("test", TestCommand::new);
    COMMANDS.put("inspect", InspectCommand::new);
    COMMANDS.put("iso", IsoCommand::new);
    COMMANDS.put("compare", CompareCommand::new);
    COMMANDS.put("disasm", DisasmCommand::new);
    COMMANDS.put("trace-dump", TraceDumpCommand::new);
    COMMANDS.put(HELP, HelpCommand::new);
  }

  private CommandLineFactory() {}

  /** A parser that takes every option with one dash or two, as QEMU does. */
  static CommandLine create() {
    return create(() -> {}, COMMANDS.keySet());
  }

  /**
   * The same for {@code args} only: to build the parts of other commands takes time before each
   * guest.
   *
   * @param beforeGuest runs before a command does that runs a guest
   */
  static CommandLine create(Runnable beforeGuest, String... args) {
    boolean one = args.length > 0 && !args[0].equals(HELP) && COMMANDS.containsKey(args[0]);
    return create(beforeGuest, one ? Set.of(args[0]) : COMMANDS.keySet());
  }

  private static CommandLine create(Runnable beforeGuest, Set<String> commands) {
    CommandLine line = plain(commands);
    addDashes(line);
    UserErrors errors = new UserErrors();
    line.setParameterExceptionHandler(errors);
    line.setExecutionExceptionHandler(errors);
    line.setExecutionStrategy(result -> execute(result, beforeGuest));
    return line;
  }

  private static int execute(ParseResult result, Runnable beforeGuest) {
    List<CommandLine> commands = result.asCommandLineList();
    CommandLine last = commands.getLast();
    if (last.isUsageHelpRequested()) {
      last.getOut().print(help(commands.size() == 1 ? "" : last.getCommandName()));
      last.getOut().flush();
      return ExitStatus.OK.code();
    }
    if (last.getCommand() instanceof GuestCommand command && command.runsGuest()) {
      beforeGuest.run();
    }
    return new CommandLine.RunLast().execute(result);
  }

  /** The help of the command called {@code name}, or of the program if that is empty. */
  static String help(String name) {
    // Of a parser in which each option has one name only.
    CommandLine line = plain(COMMANDS.keySet());
    describeExitStatuses(line);
    line.getSubcommands().values().forEach(CommandLineFactory::describeExitStatuses);
    return (name.isEmpty() ? line : line.getSubcommands().get(name)).getUsageMessage(Ansi.OFF);
  }

  private static CommandLine plain(Set<String> commands) {
    CommandLine line = new CommandLine(new EmuCommand());
    for (String command : commands) {
      line.addSubcommand(command, COMMANDS.get(command).get());
    }
    line.setSeparator(" ")
        .setPosixClusteredShortOptionsAllowed(false)
        .setExpandAtFiles(false)
        .setUsageHelpWidth(HELP_WIDTH)
        .setUsageHelpAutoWidth(false);
    line.getCommandSpec().versionProvider(new Version());
    return line;
  }

  private static void describeExitStatuses(CommandLine line) {
    Map<String, String> list = new LinkedHashMap<>();
    for (ExitStatus status : ExitStatus.values()) {
      list.put(Integer.toString(status.code()), status.meaning());
    }
    list.put("odd", "the guest wrote v to the debug-exit port: (v << 1) | 1, lowest 8 bits");
    line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit status:%n").exitCodeList(list);
  }

  /** Gives each option of {@code line} its names with one dash and with two. */
  static void addDashes(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    for (OptionSpec option : spec.options().toArray(OptionSpec[]::new)) {
      spec.remove(option);
      String[] names = option.names();
      OptionSpec.Builder both = OptionSpec.builder(option).names(withBothDashes(names));
      spec.addOption(both.build());
    }
    line.getSubcommands().values().forEach(CommandLineFactory::addDashes);
  }

  private static String[] withBothDashes(String[] names) {
    String[] all = new String[2 * names.length];
    for (int i = 0; i < names.length; i++) {
      String word = names[i].replaceFirst("^--?", "");
      all[2 * i] = "-" + word;
      all[2 * i + 1] = "--" + word;
    }
    return all;
  }
}
