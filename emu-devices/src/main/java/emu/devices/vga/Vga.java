package emu.devices.vga;

import emu.core.bus.BusDevice;
import emu.core.debug.StateHash;
import emu.core.memory.RawMemory;
import emu.core.time.Clock;
import emu.devices.display.Screen;
import emu.devices.pci.PciBar;
import emu.devices.pci.PciFunction;

/**
 * The display adapter: a VGA with 16 MiB of memory, which is also a linear framebuffer, and the
 * Bochs display interface; PCI function 1234:1111, as QEMU's "standard VGA".
 */
public final class Vga extends PciFunction implements AutoCloseable {
  /** Bytes from A0000h on that {@link #legacyMemory} answers. */
  public static final int LEGACY_MEMORY_BYTES = LegacyWindow.SIZE;

  private static final int MEMORY_BYTES = 16 << 20;

  private final VgaRegisters registers = new VgaRegisters();
  private final Dac dac = new Dac();
  private final VideoMemory memory = new VideoMemory(MEMORY_BYTES);
  private final LegacyWindow legacy = new LegacyWindow(registers, memory);
  private final Dispi dispi = new Dispi(registers, memory, legacy, dac);
  private final DispiPorts dispiPorts = new DispiPorts(dispi);
  private final VgaPorts ports;
  private final RegisterWindow window;
  private final Screen screen;

  /** Makes an adapter whose monitor draws by {@code clock}. */
  public Vga(Clock clock) {
    super(0x1234, 0x1111, 0x03_0000, 0x02);
    Beam beam = new Beam(registers, clock);
    ports = new VgaPorts(registers, dac, beam);
    window = new RegisterWindow(ports, dispi);
    screen = new VgaScreen(registers, dac, memory, dispi, window, beam);
    defineBar(0, PciBar.ram(memory.raw()));
    defineBar(2, PciBar.memory(RegisterWindow.SIZE, window));
  }

  /**
   * Gives it an expansion ROM with {@code image}, which firmware looks for.
   *
   * @throws IllegalArgumentException if it is larger than 16 MiB
   */
  public void installRom(byte[] image) {
    defineRom(image);
  }

  /** The VGA's ports, 48 from 3B0h on. */
  public BusDevice ports() {
    return ports;
  }

  /** The display interface's ports, 3 from 1CEh on. */
  public BusDevice dispiPorts() {
    return dispiPorts;
  }

  /** What answers at A0000h to BFFFFh. */
  public BusDevice legacyMemory() {
    return legacy;
  }

  /** What is behind base address register 2. */
  BusDevice registers() {
    return window;
  }

  /** What is behind base address register 0. */
  RawMemory memory() {
    return memory.raw();
  }

  /** Sets the text mode, 80 by 25, in which a VGA's BIOS leaves it at power-on. */
  public void setTextMode() {
    TextMode.set(registers, dac, memory);
  }

  /** What the monitor shows; it can be used after {@link #close}. */
  public Screen screen() {
    return screen;
  }

  @Override
  public void hashInto(StateHash hash) {
    super.hashInto(hash);
    registers.hashInto(hash);
    dac.hashInto(hash);
    ports.hashInto(hash);
    dispi.hashInto(hash);
    dispiPorts.hashInto(hash);
    window.hashInto(hash);
    legacy.hashInto(hash);
    memory.hashInto(hash);
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    memory.close();
  }
}
