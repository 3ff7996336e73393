package emu.cli.monitor;

import emu.api.MachineException;
import emu.cli.drive.DriveSet;
import emu.cli.error.UserException;
import emu.devices.board.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Answers lines with commands. Any thread may ask; a command is done on the machine's thread
 * between two instructions, and the one who asked waits for it.
 */
public final class Monitor implements AutoCloseable {
  /** What is shown to those who may type a command. */
  public static final String PROMPT = "(emu) ";

  private final Machine machine;
  private final List<Command> commands = new ArrayList<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /** The monitor of {@code machine}, whose drives are {@code drives}. */
  public Monitor(Machine machine, DriveSet drives) {
    this.machine = machine;
    commands.add(new Command("help", "[COMMAND]", "show the commands, or one", this::help));
    commands.addAll(new PowerCommands(machine).list());
    commands.addAll(new InputCommands(machine).list());
    commands.addAll(new DriveCommands(drives).list());
    commands.addAll(new MemoryCommands(machine).list());
    commands.addAll(new InfoCommands(machine, drives).list());
  }

  /** What {@code line} is answered: empty, or lines that each end with a newline. */
  public String answer(String line) {
    if (line.isBlank() || line.strip().startsWith("#")) {
      return "";
    }
    CompletableFuture<String> answer = new CompletableFuture<>();
    machine.perform(() -> answer.complete(run(line.strip())));
    CompletableFuture.anyOf(answer, closed).join();
    return answer.getNow("");
  }

  /** Does a command on the machine's thread. */
  String run(String typed) {
    // As in QEMU, a format may follow the name at once: x/4wx.
    String line = typed.replaceFirst("^(x|xp|print)/", "$1 /");
    String[] parts = line.split("\\s+", 3);
    String two = parts.length > 1 ? parts[0] + " " + parts[1] : "";
    try {
      for (Command command : commands) {
        boolean named = command.name().equals(two);
        if (named || command.name().equals(parts[0])) {
          String rest = line.substring(parts[0].length()).strip();
          String usage = command.name() + " " + command.parameters();
          String words = named ? rest.substring(parts[1].length()) : rest;
          return command.body().run(new Words(words, usage.strip()));
        }
      }
      if (parts[0].equals("info")) {
        return two.isEmpty() ? helpOf("info") : complaint("there is no 'info " + parts[1] + "'");
      }
      return complaint("there is no command '" + parts[0] + "'");
    } catch (MonitorException | UserException | MachineException e) {
      return e.getMessage() + System.lineSeparator();
    }
  }

  private static String complaint(String sentence) {
    return "%s: help shows what there is%n".formatted(sentence);
  }

  private String help(Words words) throws MonitorException {
    return words.isEmpty() ? helpOf("") : helpOf(words.rest());
  }

  private String helpOf(String start) {
    StringBuilder text = new StringBuilder();
    for (Command command : commands) {
      if (command.name().startsWith(start) && !command.help().isEmpty()) {
        text.append(command.line());
      }
    }
    return text.isEmpty() ? complaint("there is no command '" + start + "'") : text.toString();
  }

  /** Lets those go who wait for an answer of a machine that will not run on. */
  @Override
  public void close() {
    closed.complete(null);
  }
}
