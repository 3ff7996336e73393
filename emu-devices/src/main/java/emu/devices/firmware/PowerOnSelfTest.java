package emu.devices.firmware;

import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.memory.PhysicalMemory;
import java.util.Optional;

/** What happens between the reset vector and INT 19h: vectors, data areas, devices. */
final class PowerOnSelfTest implements Service, Hashed {
  private static final int BASE_MEMORY_KIB = 639;
  private static final int EBDA = BASE_MEMORY_KIB << 6;

  private static final int EBDA_DISK_0 = 0x3D;
  private static final int EBDA_DISK_1 = 0x4D;

  private static final int[] SERIAL_PORTS = {0x3F8, 0x2F8, 0x3E8, 0x2E8};
  private static final int SERIAL_TIMEOUT = 10;

  private static final int EQUIPMENT_FLOPPY = 0x0001;
  private static final int EQUIPMENT_FPU = 0x0002;
  private static final int EQUIPMENT_MOUSE = 0x0004;
  private static final int EQUIPMENT_TEXT_80 = 0x0020;

  private static final int PIT_CONTROL = 0x43;
  private static final int PIT_COUNTER_0 = 0x40;
  private static final int PIT_RATE_GENERATOR = 0x34;

  private static final int KEYBOARD_CONTROLLER = 0x64;
  private static final int KEYBOARD_DATA = 0x60;
  private static final int WRITE_MODE = 0x60;

  /** Translation, both interrupts, self-tested. */
  private static final int MODE = 0x47;

  private static final int ENHANCED_KEYBOARD = 0x10;

  private static final int[] SERVICES = {
    0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A
  };

  private final Cpu cpu;
  private final BiosData data;
  private final DriveTable drives;
  private final VideoService video;
  private boolean done;

  PowerOnSelfTest(Cpu cpu, BiosData data, DriveTable drives, VideoService video) {
    this.cpu = cpu;
    this.data = data;
    this.drives = drives;
    this.video = video;
  }

  @Override
  public Answer call(Caller caller) {
    if (done) {
      // A program has jumped to the reset vector: the devices are reset as well.
      cpu.ports.write(SystemService.RESET_CONTROL, 1, SystemService.HARD_RESET);
      return Answer.DONE;
    }
    done = true;
    cpu.cr0 &= ~(Cr.CR0_CD | Cr.CR0_NW); // The caches are on when programs start.
    setUpVectors(cpu.memory);
    setUpData();
    setUpDevices(cpu.ports);
    video.setUp();
    return Answer.DONE;
  }

  private static void setUpVectors(PhysicalMemory memory) {
    for (int vector = 0; vector < 0x78; vector++) {
      set(memory, vector, "nothing");
    }
    for (int irq = 0; irq < 8; irq++) {
      set(memory, 0x08 + irq, "master_interrupt");
      set(memory, 0x70 + irq, "slave_interrupt");
    }
    for (int vector = 0x60; vector < 0x68; vector++) {
      memory.write(vector * 4L, 4, 0);
    }
    for (int service : SERVICES) {
      set(memory, service, "int_" + Integer.toHexString(service));
    }
    set(memory, 0x08, "int_08");
    set(memory, 0x09, "int_09");
    set(memory, 0x40, "int_13");
    set(memory, 0x70, "int_70");
    set(memory, 0x74, "int_74");
    set(memory, 0x1E, "diskette_parameters");
  }

  private static void set(PhysicalMemory memory, int vector, String label) {
    memory.write(vector * 4L, 4, BiosRom.pointer(label));
  }

  private void setUpData() {
    for (int offset = 0; offset < 0x100; offset++) {
      if (offset != BiosData.RESET_FLAG && offset != BiosData.RESET_FLAG + 1) {
        data.setByte(offset, 0);
      }
    }
    data.setWord(BiosData.EBDA_SEGMENT, EBDA);
    cpu.memory.write((long) EBDA << 4, 1, 1); // KiB
    data.setWord(BiosData.BASE_MEMORY, BASE_MEMORY_KIB);
    int serial = setUpSerialPorts();
    int floppies = drives.floppies().size();
    int equipment = EQUIPMENT_FPU | EQUIPMENT_MOUSE | EQUIPMENT_TEXT_80 | serial << 9;
    equipment |= floppies > 0 ? EQUIPMENT_FLOPPY | floppies - 1 << 6 : 0;
    data.setWord(BiosData.EQUIPMENT, equipment);
    data.setByte(BiosData.DISKS, drives.hardDisks().size());
    setUpDiskTable(0x41, 0, EBDA_DISK_0);
    setUpDiskTable(0x46, 1, EBDA_DISK_1);
    data.setByte(BiosData.KEYBOARD_FLAGS_3, ENHANCED_KEYBOARD);
    data.setByte(BiosData.KEYBOARD_LEDS, 0x10);
    new KeyBuffer(data).setUp();
  }

  /** The table of a hard disk's geometry, to which {@code vector} leads (INT 41h and 46h). */
  private void setUpDiskTable(int vector, int disk, int offset) {
    Optional<Geometry> geometry =
        drives.at(DriveTable.HARD_DISKS + disk).flatMap(BiosDrive::geometry);
    if (geometry.isEmpty()) {
      return;
    }
    byte[] table = new byte[16];
    Bytes.setWord(table, 0, geometry.get().cylinders());
    table[2] = (byte) geometry.get().heads();
    Bytes.setWord(table, 5, 0xFFFF); // no write precompensation
    table[8] = (byte) (geometry.get().heads() > 8 ? 0xC8 : 0xC0);
    Bytes.setWord(table, 12, geometry.get().cylinders());
    table[14] = (byte) geometry.get().sectors();
    cpu.memory.copyIn(((long) EBDA << 4) + offset, table);
    cpu.memory.write(vector * 4L, 4, EBDA << 16 | offset);
  }

  /** A 16550 keeps the four bits of its interrupt enable register. */
  private int setUpSerialPorts() {
    int found = 0;
    for (int port : SERIAL_PORTS) {
      cpu.ports.write(port + 1, 1, 0x02);
      boolean there = cpu.ports.read(port + 1, 1) == 0x02;
      if (there) {
        cpu.ports.write(port + 1, 1, 0);
        data.setWord(BiosData.SERIAL_PORTS + 2 * found, port);
        data.setByte(BiosData.SERIAL_TIMEOUTS + found, SERIAL_TIMEOUT);
        found++;
      }
    }
    return found;
  }

  private void setUpDevices(PortBus ports) {
    Interrupts8259.setUp(ports);
    ports.write(PIT_CONTROL, 1, PIT_RATE_GENERATOR);
    ports.write(PIT_COUNTER_0, 1, 0);
    ports.write(PIT_COUNTER_0, 1, 0);
    ports.write(KEYBOARD_CONTROLLER, 1, WRITE_MODE);
    ports.write(KEYBOARD_DATA, 1, MODE);
    setTicks(new Cmos(ports));
  }

  /** The timer's count of ticks since midnight starts at the calendar clock's time. */
  private void setTicks(Cmos cmos) {
    long seconds =
        (cmos.number(Cmos.HOURS) * 60L + cmos.number(Cmos.MINUTES)) * 60
            + cmos.number(Cmos.SECONDS);
    data.setDword(BiosData.TICKS, (int) (seconds * TimeService.TICKS_PER_DAY / 86_400));
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(done);
  }
}
