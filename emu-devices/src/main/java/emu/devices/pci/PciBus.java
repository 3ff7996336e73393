package emu.devices.pci;

import emu.core.bus.BusDevice;
import emu.core.bus.PortBus;
import emu.core.debug.Described;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.memory.PhysicalMemory;
import emu.core.memory.RawMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * PCI bus 0 and configuration mechanism 1 (PCI Local Bus Specification 3.0, 3.2.2.3.2): an address
 * at port CF8h, data at CFCh.
 *
 * <p>It also puts the functions' base address registers into the port and memory spaces. A range is
 * decoded only where PCI devices may lie: ports from 1000h on, memory between the end of low RAM
 * and the I/O APIC; so a guest cannot lay a device over another part of the board.
 */
public final class PciBus implements Hashed, Described {
  private static final int ENABLE = 1 << 31;
  private static final int FUNCTIONS = 32 * 8;
  private static final int FIRST_PORT = 0x1000;
  private static final long MEMORY_END = 0xFEC0_0000L;

  private final PortBus ports;
  private final PhysicalMemory memory;
  private final PciFunction[] functions = new PciFunction[FUNCTIONS];
  private final List<Mapping> mappings = new ArrayList<>();
  private int address;

  /** What a function's register maps; {@code bar} is null for its expansion ROM. */
  private record Mapping(PciFunction function, PciBar bar, long address) {}

  /** Contents of expansion ROMs that were mapped. */
  private final Map<PciFunction, RawMemory> roms = new HashMap<>();

  /** Makes an empty bus whose devices appear in {@code ports} and {@code memory}. */
  public PciBus(PortBus ports, PhysicalMemory memory) {
    this.ports = ports;
    this.memory = memory;
  }

  /** Puts {@code function} at device {@code device} (0 to 31), function {@code number} (0 to 7). */
  public void add(int device, int number, PciFunction function) {
    functions[device << 3 | number] = function;
    function.onMappingChanged(this::remap);
  }

  /** Power-up state of the bus and all functions. */
  public void reset() {
    address = 0;
    for (PciFunction function : functions) {
      if (function != null) {
        function.reset();
      }
    }
  }

  /** CONFIG_ADDRESS, four ports at CF8h; only whole words of 32 bits reach it. */
  public BusDevice addressPort() {
    return new BusDevice() {
      @Override
      public long read(long offset, int size) {
        return offset == 0 && size == 4 ? Integer.toUnsignedLong(address) : -1;
      }

      @Override
      public void write(long offset, int size, long value) {
        if (offset == 0 && size == 4) {
          address = (int) value & (ENABLE | 0x00FF_FFFC);
        }
      }
    };
  }

  /** CONFIG_DATA, four ports at CFCh. */
  public BusDevice dataPort() {
    return new BusDevice() {
      @Override
      public long read(long offset, int size) {
        PciFunction function = selected();
        int width = width(offset, size);
        long ones = -1L << (width * 8);
        return function == null
            ? -1
            : ones | (Integer.toUnsignedLong(function.readConfig(register(offset), width)) & ~ones);
      }

      @Override
      public void write(long offset, int size, long value) {
        PciFunction function = selected();
        if (function != null) {
          function.writeConfig(register(offset), width(offset, size), (int) value);
        }
      }
    };
  }

  private PciFunction selected() {
    boolean here = (address & ENABLE) != 0 && (address >> 16 & 0xFF) == 0;
    return here ? functions[address >> 8 & 0xFF] : null;
  }

  private int register(long offset) {
    return (address & 0xFC) | ((int) offset & 3);
  }

  /** An access ends with the 32-bit word it starts in. */
  private static int width(long offset, int size) {
    return Math.min(size, 4 - ((int) offset & 3));
  }

  private void remap() {
    List<Mapping> wanted = new ArrayList<>();
    for (PciFunction function : functions) {
      if (function != null) {
        addBars(function, wanted);
      }
    }
    if (!wanted.equals(mappings)) {
      mappings.forEach(this::unmap);
      mappings.clear();
      mappings.addAll(wanted);
      mappings.forEach(this::map);
    }
  }

  private void addBars(PciFunction function, List<Mapping> wanted) {
    for (int i = 0; i < 6; i++) {
      PciBar bar = function.bar(i);
      if (bar == null || !function.decodes(bar)) {
        continue;
      }
      long start = function.barAddress(i);
      boolean allowed =
          bar.isPort()
              ? start >= FIRST_PORT && start + bar.size() <= 0x1_0000
              : isForPci(start, bar.size());
      if (allowed) {
        wanted.add(new Mapping(function, bar, start));
      }
    }
    if (function.rom().length > 0 && isForPci(function.romAddress(), function.rom().length)) {
      wanted.add(new Mapping(function, null, function.romAddress()));
    }
  }

  private boolean isForPci(long start, long length) {
    return start >= memory.lowRamEnd() && start + length <= MEMORY_END;
  }

  private void map(Mapping mapping) {
    PciBar bar = mapping.bar;
    if (bar == null) {
      RawMemory rom = romOf(mapping.function);
      memory.mapRom(mapping.address, rom, 0, rom.bytes());
    } else if (bar.isPort()) {
      ports.map((int) mapping.address, bar.size(), bar.device());
    } else if (bar.ram() != null) {
      memory.mapRam(mapping.address, bar.ram());
    } else {
      memory.mapDevice(mapping.address, bar.size(), bar.device());
    }
  }

  private void unmap(Mapping mapping) {
    PciBar bar = mapping.bar;
    if (bar == null) {
      memory.unmap(romOf(mapping.function));
    } else if (bar.isPort()) {
      ports.unmap((int) mapping.address, bar.size());
    } else if (bar.ram() != null) {
      memory.unmap(bar.ram());
    } else {
      memory.unmapDevice(bar.device());
    }
  }

  private RawMemory romOf(PciFunction function) {
    return roms.computeIfAbsent(function, owner -> memory.romOf(owner.rom()));
  }

  /** The functions, with the addresses that software gave them. */
  @Override
  public String describe() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < FUNCTIONS; i++) {
      if (functions[i] != null) {
        text.append(
            "device %2d, function %d: %s".formatted(i >> 3, i & 7, functions[i].describe()));
      }
    }
    return text.toString();
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(address);
    for (PciFunction function : functions) {
      if (function != null) {
        function.hashInto(hash);
      }
    }
  }
}
