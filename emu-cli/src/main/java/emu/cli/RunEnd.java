package emu.cli;

import emu.devices.board.StopReason;
import java.util.Optional;

/**
 * What the end of a run means to the user.
 *
 * @param word why it ended, for programs
 * @param status the exit status
 * @param message what to say, if anything
 */
record RunEnd(String word, int status, Optional<String> message) {

  /** The end by {@code reason}; {@code awaited} says that --until named a text. */
  static RunEnd of(StopReason reason, boolean awaited) {
    return switch (reason.kind()) {
      case POWER_OFF -> guestEnded("power-off", awaited);
      case RESET -> guestEnded("reset", awaited);
      case DEBUG_EXIT -> new RunEnd("debug-exit", reason.status() & 0xFF, Optional.empty());
      case TRIPLE_FAULT ->
          told("triple-fault", ExitStatus.TRIPLE_FAULT, ExitStatus.TRIPLE_FAULT.meaning());
      case FAULT_LOOP -> told("fault-loop", ExitStatus.FAULT_LOOP, ExitStatus.FAULT_LOOP.meaning());
      case ENDLESS_LOOP ->
          told("endless-loop", ExitStatus.HALTED, "the guest jumps in a circle for good");
      case HALTED -> told("halted", ExitStatus.HALTED, ExitStatus.HALTED.meaning());
      case REACHED -> new RunEnd("reached", ExitStatus.OK.code(), Optional.empty());
      case USER -> new RunEnd("user", ExitStatus.OK.code(), Optional.empty());
      case INSTRUCTION_LIMIT ->
          told("instruction-limit", ExitStatus.LIMIT, "--max-instructions ended the run");
      case TIMEOUT -> told("timeout", ExitStatus.LIMIT, "--timeout ended the run");
    };
  }

  /** The same, and a limit says what the run still waited for. */
  RunEnd waitingFor(Optional<String> awaited) {
    boolean limit = status == ExitStatus.LIMIT.code() || status == ExitStatus.NOT_REACHED.code();
    return limit && awaited.isPresent()
        ? new RunEnd(word, status, message.map(text -> text + ", waiting for " + awaited.get()))
        : this;
  }

  /** The same, if it is told elsewhere. */
  RunEnd withoutMessage() {
    return new RunEnd(word, status, Optional.empty());
  }

  private static RunEnd guestEnded(String word, boolean awaited) {
    return awaited
        ? told(word, ExitStatus.NOT_REACHED, ExitStatus.NOT_REACHED.meaning())
        : new RunEnd(word, ExitStatus.OK.code(), Optional.empty());
  }

  private static RunEnd told(String word, ExitStatus status, String message) {
    return new RunEnd(word, status.code(), Optional.of(message));
  }
}
