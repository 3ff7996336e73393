package emu.devices.board;

import emu.core.bus.BusDevice;
import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.memory.PhysicalMemory;
import emu.core.memory.RawMemory;
import emu.core.time.EventQueue;
import emu.devices.apic.LocalApic;
import emu.devices.display.Screen;
import emu.devices.dma.DmaPair;
import emu.devices.firmware.Bios;
import emu.devices.floppy.FloppyController;
import emu.devices.fwcfg.FwCfg;
import emu.devices.ide.Piix3Ide;
import emu.devices.ioapic.IoApic;
import emu.devices.keyboard.I8042;
import emu.devices.pci.HostBridge;
import emu.devices.pci.PciBus;
import emu.devices.pic.PicPair;
import emu.devices.piix.Piix3;
import emu.devices.piix.PowerManagement;
import emu.devices.piix.ResetControl;
import emu.devices.piix.SmiCommand;
import emu.devices.pit.Pit8254;
import emu.devices.ports.CoprocessorErrorPort;
import emu.devices.ports.DebugConsolePort;
import emu.devices.ports.DebugExitPort;
import emu.devices.ports.PostCodePort;
import emu.devices.ports.SystemControlPortA;
import emu.devices.rtc.Mc146818;
import emu.devices.uart.Uart16550;
import emu.devices.vga.Vga;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * Processor, memory and devices of a PC from power-on to the next reset, wired.
 *
 * <p>A reset makes a new board, so nothing can survive it by mistake; only the clock and the host's
 * input go on.
 */
final class Board implements Hashed, AutoCloseable {
  static final int COM1 = 0x3F8;
  static final int COM2 = 0x2F8;
  static final int SMI_COMMAND = 0xB2;
  static final int FIRMWARE_LOG = 0x402;
  static final int FIRMWARE_CONFIG = 0x510;
  static final int RESET_CONTROL = 0xCF9;

  /** Counts of the time-stamp counter in a nanosecond: 1 GHz. */
  static final long TSC_PER_NANOSECOND = 1;

  private static final int PCI_ISA_BRIDGE = 1;
  private static final int FLOPPY_DMA = 2;
  private static final int PCI_DISPLAY = 2;
  private static final int VGA = 0x3B0;
  private static final int VGA_PORTS = 48;
  static final int DISPI = 0x1CE;
  private static final int DISPI_PORTS = 3;

  /** What answers where nothing is: reads give ones. */
  private static final BusDevice NOTHING =
      new BusDevice() {
        @Override
        public long read(long offset, int size) {
          return -1;
        }

        @Override
        public void write(long offset, int size, long value) {}
      };

  final PhysicalMemory memory;
  final PortBus ports = new PortBus();
  final EventQueue events;
  final Cpu cpu;
  final PicPair pic;
  final LocalApic apic;
  final IoApic ioApic;
  final IsaInterrupts interrupts;
  final Pit8254 pit;
  final Mc146818 rtc;
  final Uart16550 serial1;
  final Uart16550 serial2;
  final I8042 keyboard;
  final PostCodePort postCode = new PostCodePort();
  final SystemControlPortA controlPortA;
  final CoprocessorErrorPort coprocessorError;
  final PciBus pci;
  final HostBridge hostBridge;
  final Piix3 isaBridge;
  final Optional<Piix3Ide> ide;
  final DmaPair dma;
  final Optional<FloppyController> floppy;
  final PowerManagement power;
  final SmiCommand smiCommand;
  final ResetControl resetControl;
  final Optional<Vga> vga;
  final FwCfg firmwareConfig;
  final BoardConfig config;

  /** The BIOS in Java, if the machine starts with it. */
  private Optional<Bios> bios = Optional.empty();

  /** Why a machine without a display cannot go on, for its user. */
  Optional<String> bootFailure = Optional.empty();

  /**
   * Switches a board on.
   *
   * @param pace the clock, which follows the new processor from here on
   * @param instructions what the new processor counts on from
   */
  Board(BoardConfig config, Pace pace, long instructions, HostInput input, Power requests) {
    this.config = config;
    memory = new PhysicalMemory(config.ramBytes());
    events = new EventQueue(pace);
    cpu = new Cpu(config.cpu(), memory, ports);
    cpu.instructions = instructions;
    pace.follow(cpu);

    ioApic = new IoApic(this::interruptMessage);
    apic =
        new LocalApic(
            events, cpu::setIntr, this::nmi, this::acknowledgePic, ioApic::endOfInterrupt);
    pic = new PicPair(apic.lint0());
    interrupts = new IsaInterrupts(pic, ioApic);
    cpu.connect(apic);
    cpu.connect(() -> pace.now() * TSC_PER_NANOSECOND);

    pit = new Pit8254(events, interrupts.source(IsaInterrupts.TIMER));
    rtc = new Mc146818(events, interrupts.source(IsaInterrupts.RTC), config.startTime());
    serial1 =
        new Uart16550(
            events,
            interrupts.source(IsaInterrupts.COM1),
            config.serial1(),
            input.serial1.forDevice(),
            0);
    serial2 =
        new Uart16550(
            events, interrupts.source(IsaInterrupts.COM2), config.serial2(), input.serial2, 0);
    keyboard =
        new I8042(
            events,
            new I8042.Outputs(
                interrupts.source(IsaInterrupts.KEYBOARD),
                interrupts.source(IsaInterrupts.MOUSE),
                cpu.mmu::setA20,
                requests::reset),
            input.keys.forDevice(),
            input.movements.forDevice(),
            0);
    controlPortA = new SystemControlPortA(cpu.mmu::setA20, requests::reset);

    coprocessorError = new CoprocessorErrorPort(interrupts.source(IsaInterrupts.COPROCESSOR));
    cpu.fpu.errorLine = coprocessorError.error();

    pci = new PciBus(ports, memory);
    isaBridge = new Piix3(interrupts.sources());
    power = new PowerManagement(ports, events, interrupts.source(IsaInterrupts.SCI), requests::off);
    smiCommand = new SmiCommand(power::setAcpiEnabled);
    resetControl = new ResetControl(requests::reset);
    firmwareConfig = new FwCfg(memory);
    Cmos.fill(rtc, config);
    hostBridge = new HostBridge(memory::setShadow);
    pci.add(0, 0, hostBridge);
    pci.add(PCI_ISA_BRIDGE, 0, isaBridge);
    pci.add(PCI_ISA_BRIDGE, 3, power);
    vga = config.display() ? Optional.of(new Vga(pace)) : Optional.empty();
    vga.ifPresent(adapter -> {
      config.videoBios().ifPresent(adapter::installRom);
      pci.add(PCI_DISPLAY, 0, adapter);
    });
    ide = config.hasIde() ? Optional.of(makeIde(config)) : Optional.empty();
    ide.ifPresent(this::connect);
    dma = new DmaPair(memory);
    floppy = config.hasFloppy() ? Optional.of(makeFloppy(config)) : Optional.empty();
    floppy.ifPresent(this::connect);

    mapMemory();
    mapPorts(config, requests);
    vga.ifPresent(this::mapDisplay);
  }

  private Piix3Ide makeIde(BoardConfig config) {
    return new Piix3Ide(
        memory,
        events,
        interrupts.source(IsaInterrupts.IDE_PRIMARY),
        interrupts.source(IsaInterrupts.IDE_SECONDARY),
        IntStream.range(0, BoardConfig.IDE_DRIVES).mapToObj(config::ide).toList());
  }

  private void connect(Piix3Ide function) {
    pci.add(PCI_ISA_BRIDGE, 1, function);
    ports.map(0x170, 8, function.commandBlock(1));
    ports.map(0x1F0, 8, function.commandBlock(0));
    ports.map(0x376, 1, function.controlBlock(1));
    ports.map(0x3F6, 1, function.controlBlock(0));
  }

  private FloppyController makeFloppy(BoardConfig config) {
    return new FloppyController(
        events,
        interrupts.source(IsaInterrupts.FLOPPY),
        dma.channel(FLOPPY_DMA),
        IntStream.range(0, BoardConfig.FLOPPY_DRIVES).mapToObj(config::floppy).toList());
  }

  private void connect(FloppyController controller) {
    ports.map(0x3F0, 6, controller.registers());
    ports.map(0x3F7, 1, controller.inputRegister());
  }

  private void interruptMessage(int address, int data) {
    apic.message(address, data);
  }

  private void nmi(boolean level) {
    if (level) {
      cpu.raiseNmi();
    }
  }

  private int acknowledgePic() {
    return pic.acknowledge();
  }

  private void mapMemory() {
    // Above the display's window RAM answers where the host bridge says.
    memory.mapDevice(MemoryMap.DISPLAY, MemoryMap.EXTENDED_MEMORY - MemoryMap.DISPLAY, NOTHING);
    memory.mapDevice(IoApic.DEFAULT_BASE, IoApic.SIZE, ioApic);
    memory.mapDevice(LocalApic.DEFAULT_BASE, LocalApic.SIZE, apic);
    apic.onMoved(this::moveApic);
  }

  private void mapPorts(BoardConfig config, Power requests) {
    ports.map(0x00, 16, dma.byteController());
    ports.map(0x20, 2, pic.master());
    ports.map(0x40, 4, pit);
    ports.map(0x60, 1, keyboard.data());
    ports.map(0x61, 1, pit.portB());
    ports.map(0x64, 1, keyboard.command());
    ports.map(0x70, 2, rtc);
    ports.map(0x80, 1, postCode);
    ports.map(0x81, 15, dma.pages());
    ports.map(0x92, 1, controlPortA);
    ports.map(0xA0, 2, pic.slave());
    ports.map(SMI_COMMAND, 2, smiCommand);
    ports.map(0xC0, 32, dma.wordController());
    ports.map(0xE9, 1, new DebugConsolePort(config.debugConsole()));
    ports.map(0xF0, 1, coprocessorError);
    config.firmwareLog().ifPresent(sink -> ports.map(FIRMWARE_LOG, 1, new DebugConsolePort(sink)));
    ports.map(COM2, 8, serial2);
    ports.map(COM1, 8, serial1);
    ports.map(0x4D0, 2, pic.edgeLevelControl());
    ports.map(FIRMWARE_CONFIG, FwCfg.PORTS, firmwareConfig);
    ports.map(0xCF8, 4, pci.addressPort());
    ports.map(RESET_CONTROL, 1, resetControl);
    ports.map(0xCFC, 4, pci.dataPort());
    if (config.debugExitPort() != BoardConfig.NO_PORT) {
      ports.map(
          config.debugExitPort(), config.debugExitPorts(), new DebugExitPort(requests::debugExit));
    }
  }

  /** Puts the built-in BIOS in, which has its ROM below 1 MiB and below 4 GiB. */
  void install(Bios builtIn) {
    bios = Optional.of(builtIn);
    ports.map(Bios.PORT, 1, builtIn);
    Firmware.hideRamUnderBios(this);
    RawMemory rom = memory.romOf(Bios.rom());
    memory.mapRom(Bios.ROM_START, rom, 0, rom.bytes());
    memory.mapRom(PhysicalMemory.HIGH_START - rom.bytes(), rom, 0, rom.bytes());
  }

  private void moveApic(long address) {
    memory.unmapDevice(apic);
    memory.mapDevice(address, LocalApic.SIZE, apic);
  }

  private void mapDisplay(Vga adapter) {
    memory.mapDevice(MemoryMap.DISPLAY, Vga.LEGACY_MEMORY_BYTES, adapter.legacyMemory());
    ports.map(VGA, VGA_PORTS, adapter.ports());
    ports.map(DISPI, DISPI_PORTS, adapter.dispiPorts());
  }

  /** What the display adapter shows, if there is one. */
  Optional<Screen> screen() {
    return vga.map(Vga::screen);
  }

  /** Hands on what the host's user sent meanwhile. */
  void pollInput() {
    serial1.poll();
    serial2.poll();
    keyboard.poll();
  }

  @Override
  public void hashInto(StateHash hash) {
    cpu.hashInto(hash);
    memory.hashInto(hash);
    devices().values().forEach(device -> device.hashInto(hash));
  }

  /** All that has a state beside processor and memory, by name. */
  SequencedMap<String, Hashed> devices() {
    SequencedMap<String, Hashed> devices = new LinkedHashMap<>();
    devices.put("8259 pair", pic);
    devices.put("local APIC", apic);
    devices.put("I/O APIC", ioApic);
    devices.put("8254", pit);
    devices.put("calendar clock", rtc);
    devices.put("COM1", serial1);
    devices.put("COM2", serial2);
    devices.put("keyboard controller", keyboard);
    devices.put("POST code", postCode);
    devices.put("system control port A", controlPortA);
    devices.put("coprocessor error", coprocessorError);
    devices.put("PCI", pci);
    devices.put("DMA", dma);
    floppy.ifPresent(controller -> devices.put("floppy", controller));
    devices.put("SMI command", smiCommand);
    devices.put("reset control", resetControl);
    bios.ifPresent(builtIn -> devices.put("BIOS", builtIn));
    devices.put("firmware configuration", firmwareConfig);
    return devices;
  }

  @Override
  public void close() {
    memory.close();
    vga.ifPresent(Vga::close);
  }
}
