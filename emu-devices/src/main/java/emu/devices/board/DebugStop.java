package emu.devices.board;

import emu.core.debug.Watchpoints;
import java.util.Optional;

/**
 * Why a debugger's guest stands still.
 *
 * @param kind what happened
 * @param access the access that was watched, if that was it
 */
public record DebugStop(Kind kind, Optional<Watchpoints.Hit> access) {
  /** It stands still because the debugger asked for it. */
  public static final DebugStop INTERRUPTED = of(Kind.INTERRUPTED);

  /** What stops a guest. */
  public enum Kind {
    /** It was told to step, and has. */
    STEPPED,
    /** The debugger asked for it. */
    INTERRUPTED,
    /** A breakpoint is at the next instruction. */
    BREAKPOINT,
    /** A watchpoint's memory was accessed. */
    WATCHPOINT,
    /** A triple fault shut the processor down. */
    SHUTDOWN,
    /** It halted, and nothing can wake it. */
    HALTED,
    /** It ran back to power-on. */
    BEGINNING
  }

  static DebugStop of(Kind kind) {
    return new DebugStop(kind, Optional.empty());
  }

  static DebugStop of(Watchpoints.Hit access) {
    return new DebugStop(Kind.WATCHPOINT, Optional.of(access));
  }
}
