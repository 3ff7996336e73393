package emu.cli;

import emu.api.MachineException;
import emu.cli.error.UserException;
import emu.cli.option.ChoicesRequested;
import emu.devices.boot.BootException;
import emu.devices.storage.ImageException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user in one sentence what is wrong, and chooses the exit status. */
final class UserErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    if (e.getCause() instanceof ChoicesRequested request) {
      line.getOut().println(request.getMessage());
      return ExitStatus.OK.code();
    }
    line.getErr().println("emu: " + sentence(e));
    return ExitStatus.USAGE.code();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
    PrintWriter err = line.getErr();
    if (e instanceof UserException
        || e instanceof MachineException
        || e instanceof BootException
        || e instanceof ImageException) {
      err.println("emu: " + e.getMessage());
      return ExitStatus.BAD_INPUT.code();
    }
    return internal(e, err);
  }

  /** Tells about a fault of the emulator itself. */
  static int internal(Throwable fault, PrintWriter err) {
    err.println("emu: an internal error ended the run; please report it with what follows");
    fault.printStackTrace(err);
    err.flush();
    return ExitStatus.INTERNAL.code();
  }

  /** What is wrong with a command line, in one sentence. */
  static String sentence(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return ofUnknown(e.getCommandLine(), unmatched.getUnmatched().getFirst());
    }
    if (e instanceof MissingParameterException missing
        && missing.getMissing().getFirst() instanceof CommandLine.Model.OptionSpec option) {
      return "the option %s needs a value: %s %s"
          .formatted(option.names()[0], option.names()[0], option.paramLabel());
    }
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }

  private static String ofUnknown(CommandLine line, String word) {
    boolean option = word.startsWith("-");
    String kind = option ? "option" : line.getParent() == null ? "command" : "word";
    Optional<String> nearest =
        option
            ? Nearest.of(word, line.getCommandSpec().optionsMap().keySet())
            : Nearest.of(word, line.getSubcommands().keySet());
    String command = line.getCommandName();
    String help = line.getParent() == null ? "emu help" : "emu help " + command;
    return "there is no %s '%s'%s"
        .formatted(
            kind,
            word,
            nearest
                .map(name -> ": did you mean " + name + "?")
                .orElse(" here: " + help + " lists what there is"));
  }
}
