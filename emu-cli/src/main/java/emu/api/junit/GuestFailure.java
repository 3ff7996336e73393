package emu.api.junit;

import emu.api.VirtualMachine;
import java.util.List;

/** The failure of a test, and what its machines show: what failed is its cause. */
public final class GuestFailure extends AssertionError {
  private static final long serialVersionUID = 1;

  /** Bytes of serial output that a message shows at the most. */
  private static final int MOST_SERIAL = 4096;

  private GuestFailure(String message, Throwable cause) {
    super(message, cause);
  }

  static GuestFailure of(Throwable failure, List<VirtualMachine> machines) {
    StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
    for (VirtualMachine machine : machines) {
      text.append("%n--- after %,d instructions%n".formatted(machine.instructions()));
      add(text, "serial port", machine.serial().output().tail(MOST_SERIAL));
      add(text, "debug console", machine.debugConsole().tail(MOST_SERIAL));
      add(text, "screen", machine.screen().text());
    }
    return new GuestFailure(text.toString(), failure);
  }

  private static void add(StringBuilder text, String what, String shown) {
    if (!shown.isBlank()) {
      text.append("--- %s%n%s%n".formatted(what, shown.stripTrailing()));
    }
  }
}
