package emu.devices.firmware;

import emu.core.bus.ByteDevice;
import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import java.util.List;

/**
 * The built-in BIOS behind its port. An entry in the ROM ({@link #rom}) pushes the number of its
 * interrupt and writes to the port; the service then runs in Java, within that instruction, on the
 * registers of the processor.
 *
 * <p>It works in real-address and in virtual-8086 mode; whatever else reaches the port does
 * nothing.
 */
public final class Bios implements ByteDevice, Hashed {
  /** The port of the BIOS, which no PC uses otherwise. */
  public static final int PORT = 0xB8;

  /** Physical address of the ROM. */
  public static final long ROM_START = BiosRom.START;

  private static final int POWER_ON = 0x100;
  private static final int SERVICES = 0x200;

  private final Cpu cpu;
  private final Caller caller;
  private final Service[] services = new Service[SERVICES];
  private final List<Hashed> parts;

  /** The BIOS of a board that has just been switched on. */
  public Bios(BiosHardware hardware) {
    cpu = hardware.cpu();
    caller = new Caller(cpu);
    BiosData data = new BiosData(cpu.memory);
    VideoService video = new VideoService(cpu, data);
    DriveTable drives = new DriveTable(hardware);
    KeyboardService keyboard = new KeyboardService(cpu, data);
    DiskService disks = new DiskService(data, drives, new PciSpace(cpu.ports));
    SerialService serial = new SerialService(cpu.ports, data);
    TimeService time = new TimeService(cpu, data);
    PointingDevice mouse = new PointingDevice(cpu.ports, data);
    SystemService system = new SystemService(hardware, data, mouse);
    BootMenu menu = new BootMenu(hardware.bootMenu(), hardware.bootOrder(), data, video);
    BootSequence boot = new BootSequence(hardware, menu, drives, video);
    PowerOnSelfTest powerOn = new PowerOnSelfTest(cpu, data, drives, video);
    services[0x08] = time::tick;
    services[0x09] = new KeyboardInterrupt(cpu.ports, data, system::reset)::call;
    services[0x10] = video;
    services[0x11] = c -> value(c, data.wordAt(BiosData.EQUIPMENT));
    services[0x12] = c -> value(c, data.wordAt(BiosData.BASE_MEMORY));
    services[0x13] = disks;
    services[0x14] = serial;
    services[0x15] = system;
    services[0x16] = keyboard;
    services[0x17] = Bios::noPrinter;
    services[0x18] = boot::next;
    services[0x19] = boot::first;
    services[0x1A] = time;
    services[0x70] = time::alarm;
    services[0x74] = mouse::interrupt;
    services[SystemService.WAITING] = system::continueWait;
    services[PointingDevice.WAITING] = mouse::proceed;
    services[POWER_ON] = powerOn;
    parts = List.of(powerOn, menu, boot, keyboard, disks, serial, video);
  }

  /** The bytes of the ROM that belongs at {@link #ROM_START} and, again, at the end of 4 GiB. */
  public static byte[] rom() {
    return BiosRom.image();
  }

  private static Answer value(Caller caller, int value) {
    caller.setAx(value);
    return Answer.DONE;
  }

  /** INT 17h: a board without a parallel port times out. */
  private static Answer noPrinter(Caller caller) {
    caller.setAh(0x01);
    return Answer.DONE;
  }

  @Override
  public int readByte(int offset) {
    return 0xFF;
  }

  @Override
  public void writeByte(int offset, int value) {
    if (offset != 0 || !cpu.hasRealSegments() || cpu.segments[Segment.CS].base != BiosRom.START) {
      return;
    }
    int number = caller.number();
    Service service = number < SERVICES ? services[number] : null;
    Answer answer = service == null ? Answer.DONE : service.call(caller);
    if (answer == Answer.DONE || answer == Answer.MORE) {
      caller.dropNumber(2);
    }
    caller.answer(answer);
  }

  @Override
  public void hashInto(StateHash hash) {
    parts.forEach(part -> part.hashInto(hash));
  }
}
