package emu.devices.firmware;

import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import emu.core.memory.PhysicalMemory;

/** INT 15h: memory, address line 20, waits, the mouse, and what the system is. */
final class SystemService implements Service {
  private static final int UNSUPPORTED = 0x86;
  private static final int BUSY = 0x83;

  private static final int CONTROL_PORT_A = 0x92;
  private static final int A20 = 0x02;
  private static final int CONTROL_PORT_A_RESET = 0x01;
  static final int RESET_CONTROL = 0xCF9;
  static final int HARD_RESET = 0x06;

  /** Replaces the number of the interrupt while INT 15h/86h waits. */
  static final int WAITING = 0x115;

  /** In INT 15h/87h: offsets of the descriptors, and of an address's bytes in one. */
  private static final int SOURCE = 0x10;

  private static final int TARGET = 0x18;
  private static final int MOST_WORDS = 0x8000;

  private final Cpu cpu;
  private final PortBus ports;
  private final PhysicalMemory memory;
  private final BiosData data;
  private final MemoryService memoryMap;
  private final PointingDevice mouse;

  SystemService(BiosHardware hardware, BiosData data, PointingDevice mouse) {
    this.mouse = mouse;
    this.cpu = hardware.cpu();
    this.ports = cpu.ports;
    this.memory = cpu.memory;
    this.data = data;
    this.memoryMap = new MemoryService(hardware.memoryMap());
  }

  /** Resets the machine. */
  void reset() {
    ports.write(RESET_CONTROL, 1, HARD_RESET);
  }

  @Override
  public Answer call(Caller caller) {
    return switch (caller.ah()) {
      case 0x24 -> a20(caller);
      case 0x4F -> {
        caller.setCarry(true);
        yield Answer.DONE;
      }
      case 0x80, 0x81, 0x82, 0x85, 0x90, 0x91 -> {
        caller.setCarry(false);
        yield Answer.DONE;
      }
      case 0x83 -> eventWait(caller);
      case 0x86 -> startWait(caller);
      case 0x87 -> blockMove(caller);
      case 0x88, 0xE8 -> memoryMap.call(caller);
      case 0xC0 -> {
        caller.setSegment(Segment.ES, BiosRom.SEGMENT);
        caller.setBx(BiosRom.offset("configuration"));
        yield caller.succeed();
      }
      case 0xC1 -> {
        caller.setSegment(Segment.ES, data.wordAt(BiosData.EBDA_SEGMENT));
        caller.setCarry(false);
        yield Answer.DONE;
      }
      case 0xC2 -> mouse.call(caller);
      case 0xEC -> targetMode(caller);
      default -> caller.fail(UNSUPPORTED);
    };
  }

  private Answer a20(Caller caller) {
    int port = ports.read(CONTROL_PORT_A, 1) & ~CONTROL_PORT_A_RESET;
    switch (caller.al()) {
      case 0x00 -> ports.write(CONTROL_PORT_A, 1, port & ~A20);
      case 0x01 -> ports.write(CONTROL_PORT_A, 1, port | A20);
      case 0x02 -> caller.setAl((port & A20) != 0 ? 1 : 0);
      case 0x03 -> caller.setBx(0x0003); // keyboard controller, and port 92h
      default -> {
        return caller.fail(UNSUPPORTED);
      }
    }
    return caller.succeed();
  }

  private Answer eventWait(Caller caller) {
    if (caller.al() == 0x01) {
      SystemWait.stop(data, new Cmos(ports));
      return caller.succeed();
    }
    if (caller.al() != 0 || (data.byteAt(BiosData.WAIT_FLAG) & SystemWait.ACTIVE) != 0) {
      return caller.fail(UNSUPPORTED);
    }
    int pointer = caller.segment(Segment.ES) << 16 | caller.bx();
    SystemWait.start(data, ports, pointer, caller.cx() << 16 | caller.dx());
    return caller.succeed();
  }

  private Answer startWait(Caller caller) {
    if (data.byteAt(BiosData.WAIT_FLAG) != 0) {
      return caller.fail(BUSY);
    }
    int own = BiosData.SEGMENT << 16 | BiosData.WAIT_FLAG;
    SystemWait.start(data, ports, own, caller.cx() << 16 | caller.dx());
    caller.setNumber(WAITING);
    return Answer.WAIT;
  }

  /** The number is {@link #WAITING}: INT 15h/86h goes on. */
  Answer continueWait(Caller caller) {
    if ((data.byteAt(BiosData.WAIT_FLAG) & SystemWait.ELAPSED) == 0) {
      return Answer.WAIT;
    }
    data.setByte(BiosData.WAIT_FLAG, 0);
    caller.setCarry(false);
    return Answer.DONE;
  }

  private Answer blockMove(Caller caller) {
    int words = caller.cx();
    if (words > MOST_WORDS) {
      return caller.fail(0x02);
    }
    long table = caller.linear(Segment.ES, caller.si());
    byte[] bytes = new byte[words * 2];
    memory.copyOut(base(caller, table + SOURCE), bytes, 0, bytes.length);
    memory.copyIn(base(caller, table + TARGET), bytes);
    return caller.succeed();
  }

  private static long base(Caller caller, long descriptor) {
    int low = caller.memory.read32(descriptor + 2) & 0xFF_FFFF;
    return Integer.toUnsignedLong(low | caller.memory.read8(descriptor + 7) << 24);
  }

  /** AMD64 BIOS: the mode that the operating system will use; nothing here depends on it. */
  private static Answer targetMode(Caller caller) {
    boolean known = caller.al() == 0 && caller.bl() >= 1 && caller.bl() <= 3;
    return known ? caller.succeed() : caller.fail(UNSUPPORTED);
  }
}
