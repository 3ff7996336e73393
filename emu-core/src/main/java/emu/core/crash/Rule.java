package emu.core.crash;

import java.util.Optional;

/** Knows one way to die. */
public interface Rule {

  /**
   * What {@code crash} shows of it: a clause for a sentence, without capital and full stop; empty
   * if it is not that.
   */
  Optional<String> explain(Crash crash);

  /** Its name in reports and in the documentation: that of the class, in small letters. */
  default String name() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(java.util.Locale.ROOT);
  }
}
