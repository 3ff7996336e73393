package emu.devices.piix;

import emu.core.bus.ByteDevice;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import java.util.function.Consumer;

/**
 * The advanced power management control ports B2h and B3h (PIIX4 datasheet, APMC and APMS).
 *
 * <p>Deviation: there is no system-management mode; what its handler would do for ACPI is done
 * here, at once.
 */
public final class SmiCommand implements ByteDevice, Hashed {
  /** Written to the command port: hand the power management events to ACPI. */
  public static final int ACPI_ENABLE = 0xF1;

  /** Written to the command port: take them back. */
  public static final int ACPI_DISABLE = 0xF0;

  private static final int COMMAND = 0;

  private final Consumer<Boolean> acpiEnabled;
  private final int[] registers = new int[2];

  /** Tells {@code acpiEnabled} what software asks for. */
  public SmiCommand(Consumer<Boolean> acpiEnabled) {
    this.acpiEnabled = acpiEnabled;
  }

  /** Power-up state. */
  public void reset() {
    registers[0] = 0;
    registers[1] = 0;
  }

  @Override
  public int readByte(int offset) {
    return offset < registers.length ? registers[offset] : 0xFF;
  }

  @Override
  public void writeByte(int offset, int value) {
    if (offset >= registers.length) {
      return;
    }
    registers[offset] = value;
    if (offset == COMMAND && (value == ACPI_ENABLE || value == ACPI_DISABLE)) {
      acpiEnabled.accept(value == ACPI_ENABLE);
    }
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(registers);
  }
}
