package emu.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the help of the program or of one of its commands. */
@Command(name = "help", description = "Show the help of a command.")
final class HelpCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "the command to explain")
  String command;

  @Override
  public Integer call() {
    if (command != null && !spec.parent().subcommands().containsKey(command)) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no command '%s': choose from %s"
              .formatted(command, String.join(", ", spec.parent().subcommands().keySet())));
    }
    spec.commandLine().getOut().print(CommandLineFactory.help(command == null ? "" : command));
    spec.commandLine().getOut().flush();
    return ExitStatus.OK.code();
  }
}
