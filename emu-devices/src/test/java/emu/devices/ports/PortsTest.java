package emu.devices.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.bus.PortBus;
import emu.devices.testing.HostileSweep;
import emu.devices.testing.ManualTime;
import emu.devices.testing.Wire;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {
  private final List<Integer> values = new ArrayList<>();
  private final PortBus ports = new PortBus();

  @Test
  void debugConsoleTakesBytesAndAnswersItsNumber() {
    ports.map(0xE9, 1, new DebugConsolePort(values::add));
    assertEquals(0xE9, ports.read(0xE9, 1));
    ports.write(0xE9, 1, 'h');
    ports.write(0xE9, 2, 0xFF69);
    assertEquals(List.of((int) 'h', (int) 'i'), values);
  }

  @Test
  void debugExitShiftsAndSetsBitZero() {
    ports.map(0xF4, 4, new DebugExitPort(values::add));
    ports.write(0xF4, 4, 0x10);
    ports.write(0xF4, 1, 0);
    assertEquals(List.of(0x21, 1), values);
    assertEquals(0, ports.read(0xF4, 1));
  }

  @Test
  void postCodeIsKept() {
    ports.map(0x80, 1, new PostCodePort());
    ports.write(0x80, 1, 0x5A);
    assertEquals(0x5A, ports.read(0x80, 1));
  }

  @Test
  void portADrivesA20AndResetsOnTheRisingBit() {
    Wire a20 = new Wire();
    ports.map(0x92, 1, new SystemControlPortA(a20, () -> values.add(1)));
    ports.write(0x92, 1, 0x02);
    assertTrue(a20.level());
    assertEquals(0x02, ports.read(0x92, 1));
    assertEquals(List.of(), values);
    ports.write(0x92, 1, 0x01);
    assertFalse(a20.level());
    ports.write(0x92, 1, 0x01);
    assertEquals(List.of(1), values);
  }

  @Test
  void surviveHostileAccesses() {
    HostileSweep.run(
        1,
        new ManualTime(),
        4,
        List.of(
            new DebugConsolePort(v -> {}),
            new DebugExitPort(v -> {}),
            new PostCodePort(),
            new SystemControlPortA(new Wire(), () -> {})));
  }
}
