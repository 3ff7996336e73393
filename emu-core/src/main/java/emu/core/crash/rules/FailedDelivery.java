package emu.core.crash.rules;

import emu.core.crash.Crash;
import emu.core.crash.Rule;
import emu.core.debug.Delivery;
import emu.core.inspect.Exceptions;
import java.util.Optional;

/** A delivery that failed for another reason. */
public final class FailedDelivery implements Rule {

  @Override
  public Optional<String> explain(Crash crash) {
    return Undelivered.of(crash)
        .map(fault -> {
          Delivery.Failure failure = fault.delivery().failure().orElseThrow();
          String detail = Exceptions.errorCode(failure.vector(), failure.errorCode());
          return "its delivery raised %s%s"
              .formatted(
                  Exceptions.mnemonic(failure.vector()),
                  detail.isEmpty() ? "" : " (" + detail + ")");
        });
  }
}
