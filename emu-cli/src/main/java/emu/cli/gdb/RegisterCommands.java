package emu.cli.gdb;

import emu.devices.board.Debugger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** g, G, p and P: registers, all or one. */
final class RegisterCommands {
  private final Target target;
  private final List<Register> registers;

  RegisterCommands(Target target, RegisterSet set) {
    this.target = target;
    this.registers = set.all();
  }

  void addTo(Map<String, Command> commands) {
    commands.put("g", this::readAll);
    commands.put("G", this::writeAll);
    commands.put("p", this::read);
    commands.put("P", this::write);
  }

  private static Map<String, Long> values(Debugger debugger) {
    Map<String, Long> values = debugger.registers();
    X87Stack.addTo(values);
    return values;
  }

  private String readAll(String arguments) throws Refusal {
    Map<String, Long> values = target.ask(RegisterCommands::values);
    StringBuilder text = new StringBuilder();
    for (Register register : registers) {
      text.append(Hex.of(RegisterSet.bytes(register, values), register.bytes()));
    }
    return text.toString();
  }

  private String read(String arguments) throws Refusal {
    Register register = registers.get(Hex.number(arguments, registers.size() - 1));
    Map<String, Long> values = target.ask(RegisterCommands::values);
    return Hex.of(RegisterSet.bytes(register, values), register.bytes());
  }

  private String writeAll(String arguments) throws Refusal {
    byte[] bytes = Hex.bytes(arguments);
    Map<String, Long> words = new LinkedHashMap<>();
    int at = 0;
    for (Register register : registers) {
      if (at + register.bytes() > bytes.length) {
        break;
      }
      words.putAll(RegisterSet.words(register, bytes, at));
      at += register.bytes();
    }
    return write(words);
  }

  private String write(String arguments) throws Refusal {
    String[] parts = arguments.split("=", 2);
    Register register = registers.get(Hex.number(parts[0], registers.size() - 1));
    byte[] bytes = Hex.bytes(parts.length < 2 ? "" : parts[1]);
    if (bytes.length != register.bytes()) {
      throw Refusal.malformed();
    }
    return write(RegisterSet.words(register, bytes, 0));
  }

  private String write(Map<String, Long> words) throws Refusal {
    boolean written =
        target.ask(debugger -> {
          Map<String, Long> before = values(debugger);
          Map<String, Long> wanted = new LinkedHashMap<>();
          words.forEach((name, value) -> wanted.put(X87Stack.machineName(name, before), value));
          // The tag word is made of what else is written, and a 32-bit register's upper half stays.
          wanted.keySet().retainAll(before.keySet());
          wanted.keySet().remove("ftw");
          return debugger.writer().writeRegisters(wanted);
        });
    if (!written) {
      throw Refusal.unreachable();
    }
    return Command.OK;
  }
}
