package emu.devices.firmware;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Segment;
import emu.core.cpu.SegmentLoader;
import emu.core.debug.StateHash;
import emu.core.memory.PhysicalMemory;
import emu.devices.storage.Drive;
import emu.devices.vga.Vga;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Calls of all services with arbitrary registers, stacks and memory: nothing may be thrown. */
class HostileCallsTest {
  private static final int CALLS = 30_000;
  private static final int[] NUMBERS = {
    0x08, 0x09, 0x10, 0x10, 0x10, 0x11, 0x12, 0x13, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A,
    0x70, 0x100, 0x115, 0x1FF, 0xFFFF
  };
  private static final int[] LIKELY = {0, 1, 2, 0x80, 0xE0, 0x4F00, 0x4F02, 0x4111, 0x7FFF, 0xFFFF};
  private static final int RAM = 4 << 20;
  private static final int BIOS_DATA = 0x400;

  private final SplittableRandom random = new SplittableRandom(seed());
  private final PortBus ports = new PortBus();
  private final PhysicalMemory memory = new PhysicalMemory(RAM);
  private final Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, ports);

  private static long seed() {
    long seed = 20_261_120;
    System.out.println("hostile calls, seed " + seed);
    return seed;
  }

  @Test
  void nothingEscapes() {
    try (Vga vga = new Vga(() -> 0)) {
      ports.map(0x3B0, 48, vga.ports());
      ports.map(0x1CE, 3, vga.dispiPorts());
      memory.mapDevice(0xA_0000, Vga.LEGACY_MEMORY_BYTES, vga.legacyMemory());
      Bios bios = new Bios(hardware());
      StateHash hash = new StateHash();
      call(bios, 0x100);
      for (int i = 0; i < CALLS; i++) {
        scramble();
        call(bios, NUMBERS[random.nextInt(NUMBERS.length)]);
      }
      bios.hashInto(hash);
      assertNotNull(hash);
    }
    memory.close();
  }

  private BiosHardware hardware() {
    byte[] floppy = Images.bootable(new byte[0], Images.FLOPPY_1440);
    return new BiosHardware(
        cpu,
        List.of(new MemoryRange(0, 0x9FC00, 1), new MemoryRange(0x10_0000, RAM - 0x10_0000, 1)),
        List.of(
            Optional.of(Images.hardDisk(new byte[1 << 20])),
            Optional.empty(),
            Optional.of(Images.cdRom(Images.elTorito(2, 4, floppy))),
            Optional.of(new Drive(Drive.Kind.CD_ROM, null))),
        List.of(Images.floppy(floppy), new Drive(Drive.Kind.FLOPPY, null)),
        List.of(BootDevice.CD_ROM, BootDevice.HARD_DISK, BootDevice.FLOPPY),
        false,
        Optional.empty(),
        sentence -> {});
  }

  private void scramble() {
    for (int register = 0; register < 8; register++) {
      int value = random.nextInt();
      cpu.r[register] =
          random.nextInt(3) == 0 ? LIKELY[random.nextInt(LIKELY.length)] : value & 0xFFFF_FFFFL;
    }
    for (int segment = 0; segment < 6; segment++) {
      SegmentLoader.loadReal(cpu, segment, random.nextInt(0x1_0000));
    }
    if (random.nextInt(10) == 0) {
      memory.write(BIOS_DATA + random.nextInt(0x100), 1, random.nextInt(256));
    }
    if (random.nextInt(10) == 0) {
      memory.write(0x10 * 4 + random.nextInt(0x200), 4, random.nextInt());
    }
  }

  private void call(Bios bios, int number) {
    SegmentLoader.loadReal(cpu, Segment.CS, BiosRom.SEGMENT);
    SegmentLoader.loadReal(cpu, Segment.SS, 0x3000);
    cpu.r[Cpu.RSP] = random.nextInt(0x1_0000);
    memory.write(0x3_0000 + (cpu.r[Cpu.RSP] & 0xFFFE), 2, number);
    cpu.r[Cpu.RSP] &= 0xFFFE;
    bios.writeByte(0, 0);
  }
}
