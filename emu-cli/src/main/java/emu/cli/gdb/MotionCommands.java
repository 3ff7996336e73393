package emu.cli.gdb;

import emu.devices.board.Debugger;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** c, s, vCont, bc and bs: the guest goes on, forwards or backwards. */
final class MotionCommands {
  /** QEMU's bits of what holds in a single step: it is one, and interrupts wait. */
  private static final int STEP_ENABLE = 1;

  private static final int STEP_NO_IRQ = 2;

  private final Target target;
  private int stepBits = STEP_ENABLE | STEP_NO_IRQ;

  MotionCommands(Target target) {
    this.target = target;
  }

  void addTo(Map<String, Command> commands) {
    commands.put("c", arguments -> from(arguments, Debugger::go));
    commands.put("s", arguments -> from(arguments, debugger -> step(debugger, rip -> false)));
    commands.put("C", arguments -> from(withoutSignal(arguments), Debugger::go));
    commands.put(
        "S", arguments -> from(withoutSignal(arguments), debugger -> step(debugger, rip -> false)));
    commands.put("bc", arguments -> back(Debugger::goBack));
    commands.put("bs", arguments -> back(Debugger::stepBack));
    commands.put("vCont?", arguments -> "vCont;c;C;s;S;r");
    commands.put("vCont", this::actions);
    commands.put("qqemu.sstepbits", arguments -> "ENABLE=1,NOIRQ=2");
    commands.put("qqemu.sstep", arguments -> "0x%x".formatted(stepBits));
    commands.put("Qqemu.sstep", this::chooseStep);
  }

  private String chooseStep(String arguments) throws Refusal {
    stepBits = Hex.number(arguments.replaceFirst("^=", ""), 7);
    return Command.OK;
  }

  private void step(Debugger debugger, LongPredicate passes) {
    debugger.step((stepBits & STEP_NO_IRQ) != 0, passes);
  }

  /** A signal means nothing to a guest; an address may follow it. */
  private static String withoutSignal(String arguments) {
    int semicolon = arguments.indexOf(';');
    return semicolon < 0 ? "" : arguments.substring(semicolon + 1);
  }

  private String from(String address, Consumer<Debugger> motion) throws Refusal {
    Optional<Long> start = address.isEmpty() ? Optional.empty() : Optional.of(Hex.number(address));
    target.tell(debugger -> {
      start.ifPresent(rip -> debugger.writer().writeRegisters(Map.of("rip", rip)));
      motion.accept(debugger);
    });
    return Command.LATER;
  }

  /** {@code ;action[:thread]} and more of them: the first is for the only thread there is. */
  private String actions(String arguments) throws Refusal {
    String[] actions = arguments.split(";", -1);
    String action = actions.length < 2 ? "" : actions[1].split(":", 2)[0];
    return switch (action.isEmpty() ? ' ' : action.charAt(0)) {
      case 'c', 'C' -> from("", Debugger::go);
      case 's', 'S' -> from("", debugger -> step(debugger, rip -> false));
      case 'r' -> range(action.substring(1));
      default -> throw Refusal.malformed();
    };
  }

  private String range(String bounds) throws Refusal {
    String[] parts = bounds.split(",", 2);
    if (parts.length < 2) {
      throw Refusal.malformed();
    }
    long start = Hex.number(parts[0]);
    long end = Hex.number(parts[1]);
    LongPredicate inside = rip -> Long.compareUnsigned(rip - start, end - start) < 0;
    return from("", debugger -> step(debugger, inside));
  }

  private String back(Consumer<Debugger> motion) throws Refusal {
    Optional<String> obstacle = target.ask(debugger -> target.machine().whyNotReplayed());
    if (obstacle.isPresent()) {
      throw Refusal.because(obstacle.get());
    }
    target.tell(motion);
    return Command.LATER;
  }
}
