package emu.devices.board;

import emu.core.bus.PortBus;
import emu.core.cpu.EntryState;
import emu.core.cpu.EntryStates;
import emu.core.cpu.Msrs;
import emu.core.memory.PhysicalMemory;
import emu.devices.acpi.AcpiHardware;
import emu.devices.acpi.AcpiHardware.SerialPort;
import emu.devices.acpi.AcpiTables;
import emu.devices.apic.LocalApic;
import emu.devices.ioapic.IoApic;
import emu.devices.piix.PowerManagement;
import emu.devices.piix.SmiCommand;
import emu.devices.vga.Vga;
import java.util.List;

/**
 * Leaves the board as a PC's firmware does before it starts a kernel: address line 20 open,
 * interrupts masked, PCI interrupts steered, power management mapped, memory types set, ACPI tables
 * in memory, the display in text mode.
 */
final class Firmware {
  private static final int POWER_PORTS = 0x600;
  private static final int RESET_VALUE = 0x06;

  private static final int PIIX3_PIRQ_ROUTES = 0x60;
  private static final int PAM0 = 0x59;
  private static final int PAM_E0000 = 0x5E;
  private static final int PAM_RAM = 0x33;

  private static final long APIC_SVR = 0xF0;
  private static final long APIC_LINT0 = 0x350;
  private static final long APIC_LINT1 = 0x360;

  private static final long MTRR_ENABLE = 1 << 11;
  private static final long MTRR_FIXED_ENABLE = 1 << 10;
  private static final long WRITE_BACK = 6;
  private static final long UNCACHEABLE = 0;
  private static final int MTRR_VALID = 1 << 11;

  /**
   * Code at the reset vector, for a guest that restarts by jumping there: asks for a reset through
   * port CF9h and halts.
   */
  private static final byte[] RESET_CODE = {
    (byte) 0xB0,
    RESET_VALUE, // mov al, 6
    (byte) 0xBA,
    (byte) 0xF9,
    0x0C, // mov dx, 0CF9h
    (byte) 0xEE, // out dx, al
    (byte) 0xF4, // hlt
    (byte) 0xEB,
    (byte) 0xFD, // jmp back to hlt
  };

  // BIOS data area (IBM PS/2 and PC BIOS Interface Technical Reference).
  private static final long BIOS_COM_PORTS = 0x400;
  private static final long BIOS_EBDA_SEGMENT = 0x40E;
  private static final long BIOS_BASE_MEMORY = 0x413;
  private static final long BIOS_VIDEO_MODE = 0x449;
  private static final long BIOS_VIDEO_CURSOR_SHAPE = 0x460;
  private static final long BIOS_VIDEO_CRTC = 0x463;
  private static final long BIOS_VIDEO_LAST_ROW = 0x484;

  private final Board board;

  private Firmware(Board board) {
    this.board = board;
  }

  /** Sets up {@code board} and returns the physical address of the ACPI RSDP. */
  static long setUp(Board board) {
    Firmware firmware = new Firmware(board);
    firmware.setUpInterrupts();
    firmware.setUpChipset();
    firmware.writeMemory();
    board.vga.ifPresent(firmware::setUpDisplay);
    return MemoryMap.FIRMWARE;
  }

  /** Hands the processor of {@code board} to a kernel. */
  static void enter(Board board, EntryState entry) {
    EntryStates.enter(board.cpu, entry);
    setUpMemoryTypes(board);
  }

  private void setUpInterrupts() {
    PortBus ports = board.ports;
    initialise8259(ports, 0x20, 0x08, 0x04);
    initialise8259(ports, 0xA0, 0x70, 0x02);
    ports.write(0x4D1, 1, 1 << (IsaInterrupts.SCI - 8) | 1 << (10 - 8) | 1 << (11 - 8));
    // Virtual wire mode (SDM 3A 11.5.1): the 8259 pair interrupts through LINT0.
    board.apic.write(APIC_SVR, 4, 0x1FF);
    board.apic.write(APIC_LINT0, 4, 0x700);
    board.apic.write(APIC_LINT1, 4, 0x400);
  }

  private static void initialise8259(PortBus ports, int port, int firstVector, int cascade) {
    ports.write(port, 1, 0x11);
    ports.write(port + 1, 1, firstVector);
    ports.write(port + 1, 1, cascade);
    ports.write(port + 1, 1, 0x01);
    ports.write(port + 1, 1, 0xFF);
  }

  private void setUpChipset() {
    board.ports.write(0x92, 1, 0x02);
    for (int i = 0; i < PciSetup.IRQS.length; i++) {
      board.isaBridge.writeConfig(PIIX3_PIRQ_ROUTES + i, 1, PciSetup.IRQS[i]);
    }
    board.power.enableAt(POWER_PORTS);
    board.hostBridge.writeConfig(PAM0, 1, PAM_RAM);
    board.hostBridge.writeConfig(PAM_E0000, 2, PAM_RAM << 8 | PAM_RAM);
    PciSetup.run(board.ports);
    rememberMemorySize(board);
  }

  /** Has the ROM answer from F0000h to FFFFFh. */
  static void hideRamUnderBios(Board board) {
    board.hostBridge.writeConfig(PAM0, 1, 0);
  }

  /** Writes the size of RAM to where firmware reads it. */
  static void rememberMemorySize(Board board) {
    PhysicalMemory memory = board.memory;
    board.rtc.setMemorySize(memory.lowRamEnd(), memory.highRamEnd() - PhysicalMemory.HIGH_START);
  }

  /** SDM 3A 12.11: write-back, except for the display's window and the hole below 4 GiB. */
  static void setUpMemoryTypes(Board board) {
    Msrs msrs = board.cpu.msrs;
    long all = 0x0101_0101_0101_0101L;
    java.util.Arrays.fill(msrs.mtrrFixed, all * WRITE_BACK);
    msrs.mtrrFixed[2] = all * UNCACHEABLE; // A0000h to BFFFFh
    msrs.mtrrVariable[0] = PhysicalMemory.HOLE_START | UNCACHEABLE;
    long width = (1L << board.cpu.model.physicalBits()) - 1;
    long holeSize = PhysicalMemory.HIGH_START - PhysicalMemory.HOLE_START;
    msrs.mtrrVariable[1] = width & -holeSize | MTRR_VALID;
    msrs.mtrrDefType = MTRR_ENABLE | MTRR_FIXED_ENABLE | WRITE_BACK;
  }

  private void writeMemory() {
    byte[] tables = AcpiTables.build(hardware(board.config), MemoryMap.FIRMWARE);
    board.memory.copyIn(MemoryMap.FIRMWARE, tables);
    board.memory.copyIn(MemoryMap.RESET_VECTOR, RESET_CODE);
    board.memory.write(BIOS_COM_PORTS, 2, Board.COM1);
    board.memory.write(BIOS_COM_PORTS + 2, 2, Board.COM2);
    board.memory.write(BIOS_EBDA_SEGMENT, 2, MemoryMap.BASE_MEMORY_END >> 4);
    board.memory.write(BIOS_BASE_MEMORY, 2, MemoryMap.BASE_MEMORY_END >> 10);
  }

  /** Mode 3, and what the BIOS data area says of it. */
  private void setUpDisplay(Vga vga) {
    vga.setTextMode();
    PhysicalMemory memory = board.memory;
    memory.write(BIOS_VIDEO_MODE, 1, 0x03);
    memory.write(BIOS_VIDEO_MODE + 1, 2, 80);
    memory.write(BIOS_VIDEO_MODE + 3, 2, 0x1000); // bytes of a screen
    memory.write(BIOS_VIDEO_CURSOR_SHAPE, 2, 0x0D0E);
    memory.write(BIOS_VIDEO_CRTC, 2, 0x3D4);
    memory.write(BIOS_VIDEO_LAST_ROW, 1, 24);
    memory.write(BIOS_VIDEO_LAST_ROW + 1, 2, 16); // rows of a character
  }

  /** What the ACPI tables say about a board of {@code config}. */
  static AcpiHardware hardware(BoardConfig config) {
    return new AcpiHardware(
        POWER_PORTS + PowerManagement.PM1_EVENT,
        POWER_PORTS + PowerManagement.PM1_CONTROL,
        POWER_PORTS + PowerManagement.PM_TIMER,
        POWER_PORTS + PowerManagement.GPE0,
        PowerManagement.SLEEP_TYPE_OFF,
        IsaInterrupts.SCI,
        Board.SMI_COMMAND,
        SmiCommand.ACPI_ENABLE,
        SmiCommand.ACPI_DISABLE,
        Board.RESET_CONTROL,
        RESET_VALUE,
        LocalApic.DEFAULT_BASE,
        IoApic.DEFAULT_BASE,
        PhysicalMemory.HOLE_START,
        IoApic.DEFAULT_BASE,
        config.display(),
        List.of(
            new SerialPort(Board.COM1, IsaInterrupts.COM1),
            new SerialPort(Board.COM2, IsaInterrupts.COM2)));
  }
}
