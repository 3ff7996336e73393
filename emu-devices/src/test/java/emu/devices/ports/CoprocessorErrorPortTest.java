package emu.devices.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoprocessorErrorPortTest {
  private final List<Boolean> interrupts = new ArrayList<>();
  private final CoprocessorErrorPort port = new CoprocessorErrorPort(interrupts::add);

  @Test
  void anErrorInterruptsOnceUntilTheNext() {
    port.error().set(true);
    port.error().set(true);
    assertEquals(List.of(true), interrupts);
    port.writeByte(0, 0);
    assertEquals(List.of(true, false), interrupts);
    port.error().set(true);
    assertEquals(List.of(true, false), interrupts);
    port.error().set(false);
    port.error().set(true);
    assertEquals(List.of(true, false, true), interrupts);
  }
}
