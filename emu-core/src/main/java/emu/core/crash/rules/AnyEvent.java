package emu.core.crash.rules;

import emu.core.crash.Crash;
import emu.core.crash.Rule;
import emu.core.inspect.Exceptions;
import java.util.Optional;

/** What no other rule knows. */
public final class AnyEvent implements Rule {

  @Override
  public Optional<String> explain(Crash crash) {
    return crash
        .fault()
        .map(fault -> {
          String detail =
              Exceptions.errorCode(fault.delivery().vector(), fault.delivery().errorCode());
          String instruction = fault.mnemonic().isEmpty() ? "" : ", " + fault.mnemonic();
          return "%s at %s%s%s"
              .formatted(
                  fault.name(),
                  fault.place(),
                  instruction,
                  detail.isEmpty() ? "" : " (" + detail + ")");
        });
  }
}
