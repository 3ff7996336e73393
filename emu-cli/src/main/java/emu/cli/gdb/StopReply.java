package emu.cli.gdb;

import emu.core.debug.Watchpoints;
import emu.devices.board.DebugStop;

/** Stop replies (Debugging with GDB, E.3). Signals have gdb's numbers. */
final class StopReply {
  private static final String SIGINT = "T02";
  private static final String SIGTRAP = "T05";
  private static final String SIGSEGV = "T0b";
  private static final String SIGSTOP = "T11";
  private static final String THREAD = "thread:1;";

  private StopReply() {}

  /**
   * The reply that tells of {@code stop}.
   *
   * @param breakpoint what to call a breakpoint: {@code swbreak}, {@code hwbreak}, or empty for a
   *     client that does not ask
   */
  static String of(DebugStop stop, String breakpoint) {
    return switch (stop.kind()) {
      case STEPPED -> SIGTRAP + THREAD;
      case INTERRUPTED -> SIGINT + THREAD;
      case BREAKPOINT -> SIGTRAP + (breakpoint.isEmpty() ? "" : breakpoint + ":;") + THREAD;
      case WATCHPOINT -> SIGTRAP + stop.access().map(StopReply::of).orElse("") + THREAD;
      case SHUTDOWN -> SIGSEGV + THREAD;
      case HALTED -> SIGSTOP + THREAD;
      case BEGINNING -> SIGTRAP + "replaylog:begin;" + THREAD;
    };
  }

  private static String of(Watchpoints.Hit access) {
    String name =
        switch (access.watch().kind()) {
          case WRITE -> "watch";
          case READ -> "rwatch";
          case ACCESS -> "awatch";
        };
    return "%s:%x;".formatted(name, access.address());
  }

  /** The guest has ended, and the program with it, by exit status {@code status}. */
  static String ended(int status) {
    return "W%02x".formatted(status & 0xFF);
  }
}
