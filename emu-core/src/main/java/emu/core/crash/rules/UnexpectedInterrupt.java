package emu.core.crash.rules;

import emu.core.cpu.Interrupts.Source;
import emu.core.crash.Crash;
import emu.core.crash.Fault;
import emu.core.crash.Rule;
import emu.core.inspect.Exceptions;
import java.util.Optional;

/** The 8259 pair interrupts with the vectors of exceptions, as after power-on. */
public final class UnexpectedInterrupt implements Rule {

  private static final int FIRST = 0x08;
  private static final int LAST = 0x0F;

  @Override
  public Optional<String> explain(Crash crash) {
    return crash
        .fault()
        .filter(fault -> fault.delivery().source() == Source.EXTERNAL)
        .filter(fault -> crash.cpu().isProtected())
        .map(this::explain);
  }

  private String explain(Fault fault) {
    int vector = fault.delivery().vector();
    if (vector < FIRST || vector > LAST) {
      return "%s arrived at %s".formatted(fault.name(), fault.place());
    }
    return "an interrupt arrived before the 8259 pair was given other vectors: IRQ %d came as vector %d, which is %s, at %s"
        .formatted(vector - FIRST, vector, Exceptions.mnemonic(vector), fault.place());
  }
}
