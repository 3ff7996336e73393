package emu.devices.piix;

import emu.core.bus.InterruptLine;
import emu.core.debug.StateHash;
import emu.devices.pci.PciFunction;

/**
 * The PCI-to-ISA bridge of the 82371SB (PIIX3, 8086:7000): it steers the four PCI interrupt wires
 * to ISA interrupts.
 *
 * <p>Wires to the same ISA interrupt are joined here; what else drives that interrupt is joined by
 * the board.
 */
public final class Piix3 extends PciFunction {
  private static final int ISA_IO_RECOVERY = 0x4C;
  private static final int XBCS = 0x4E;
  private static final int PIRQRCA = 0x60;
  private static final int TOM = 0x69;
  private static final int WIRES = 4;

  private static final int ROUTING_DISABLED = 0x80;

  /** Interrupts that a wire may be steered to: 3-7, 9-12, 14, 15 (PIIX3 datasheet, PIRQRC[A:D]). */
  private static final int ALLOWED = 0b1101_1110_1111_1000;

  private final InterruptLine[] isa;
  private final int[] asserted = new int[WIRES];
  private int driven;

  /** Makes the bridge; {@code isa} are its 16 outputs, one for each ISA interrupt. */
  public Piix3(InterruptLine[] isa) {
    super(0x8086, 0x7000, 0x06_0100, 0x00);
    this.isa = isa.clone();
    define(COMMAND, 2, 0x0007, 0x0108);
    define(STATUS, 2, 0x0280, 0);
    define(HEADER_TYPE, 1, HEADER_MULTIFUNCTION, 0);
    define(ISA_IO_RECOVERY, 1, 0x4D, 0x7F);
    define(XBCS, 2, 0x0003, 0x01FF);
    for (int i = 0; i < WIRES; i++) {
      define(PIRQRCA + i, 1, ROUTING_DISABLED, 0x8F);
    }
    define(TOM, 1, 0x02, 0xFF);
  }

  /**
   * The wire of interrupt pin {@code pin} (1 is INTA#) of the function at {@code device}, in the
   * usual rotation.
   */
  public InterruptLine pin(int device, int pin) {
    int wire = device + pin - 2 & 3;
    int bit = 1 << device;
    return level -> {
      asserted[wire] = level ? asserted[wire] | bit : asserted[wire] & ~bit;
      drive();
    };
  }

  @Override
  protected void configWritten(int offset, int size) {
    drive();
  }

  @Override
  public void reset() {
    super.reset();
    drive();
  }

  private void drive() {
    int wanted = 0;
    for (int wire = 0; wire < WIRES; wire++) {
      int route = readConfig(PIRQRCA + wire, 1);
      if (asserted[wire] != 0 && (route & ROUTING_DISABLED) == 0) {
        wanted |= 1 << (route & 0xF) & ALLOWED;
      }
    }
    int changed = wanted ^ driven;
    driven = wanted;
    for (int i = 0; i < isa.length; i++) {
      if ((changed >> i & 1) != 0) {
        isa[i].set((wanted >> i & 1) != 0);
      }
    }
  }

  @Override
  public void hashInto(StateHash hash) {
    super.hashInto(hash);
    hash.add(asserted).add(driven);
  }
}
