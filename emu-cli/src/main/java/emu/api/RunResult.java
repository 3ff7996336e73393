package emu.api;

import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a run ended.
 *
 * @param reason why
 * @param instructions instructions that the processor retired since power-on
 * @param virtualTime the guest's time since power-on
 * @param hostTime what the run took by the host's clock
 * @param diagnosis why the guest died, in one sentence without a full stop; empty if it did not, or
 *     nothing is known
 */
public record RunResult(
    StopReason reason,
    long instructions,
    Duration virtualTime,
    Duration hostTime,
    Optional<String> diagnosis) {
  private static final int EXIT_STATUS = 0xFF;

  /** What ended the run. */
  public Kind end() {
    return reason.kind();
  }

  /** Whether what was waited for has come. */
  public boolean isReached() {
    return end() == Kind.REACHED;
  }

  /** Whether the guest itself has ended: the machine runs no further. */
  public boolean isGuestsEnd() {
    return switch (end()) {
      case POWER_OFF, RESET, DEBUG_EXIT, TRIPLE_FAULT, FAULT_LOOP, HALTED, ENDLESS_LOOP -> true;
      default -> false;
    };
  }

  /**
   * The exit status that the guest gave: {@code (v << 1) | 1} if it wrote v to the debug-exit port,
   * of which a process keeps 8 bits, as in QEMU; 0 if it switched the machine off or restarted it;
   * empty if it gave none.
   */
  public OptionalInt exitStatus() {
    return switch (end()) {
      case DEBUG_EXIT -> OptionalInt.of(reason.status() & EXIT_STATUS);
      case POWER_OFF, RESET -> OptionalInt.of(0);
      default -> OptionalInt.empty();
    };
  }

  /** What happened, as a clause, and why the guest died, if it did: "the guest powered off". */
  public String sentence() {
    return diagnosis.map(why -> clause() + ": " + why).orElseGet(this::clause);
  }

  /** What happened, as a clause. */
  String clause() {
    return switch (end()) {
      case POWER_OFF -> "the guest powered off";
      case RESET -> "the guest restarted the machine";
      case DEBUG_EXIT ->
          "the guest wrote 0x%x to the debug-exit port, status %d"
              .formatted(reason.status() >>> 1, reason.status() & EXIT_STATUS);
      case TRIPLE_FAULT -> "the guest stopped with a triple fault";
      case FAULT_LOOP -> "the guest raised the same exception again and again";
      case ENDLESS_LOOP -> "the guest jumps in a circle for good";
      case HALTED -> "the guest halted for good";
      case REACHED -> "what was waited for has come";
      case USER -> "the run was stopped";
      case INSTRUCTION_LIMIT -> "the limit of instructions ended the run";
      case TIMEOUT ->
          "the time-out of %.1f seconds ended the run".formatted(hostTime.toMillis() / 1e3);
    };
  }
}
