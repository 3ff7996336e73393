package emu.devices.boot.multiboot;

import static java.nio.charset.StandardCharsets.US_ASCII;

import emu.devices.boot.BootContext;
import emu.devices.boot.BootData;
import emu.devices.boot.BootDisplay.Framebuffer;
import emu.devices.boot.BootException;
import emu.devices.boot.BootModule;
import emu.devices.boot.GuestLayout;
import emu.devices.boot.MemoryMapEntry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The information structure of multiboot 2: a row of tags ("Boot information format"). */
final class Multiboot2Info {
  private static final int END = 0;
  private static final int COMMAND_LINE = 1;
  private static final int LOADER_NAME = 2;
  private static final int MODULE = 3;
  private static final int BASIC_MEMORY = 4;
  private static final int MEMORY_MAP = 6;
  private static final int FRAMEBUFFER = 8;
  private static final int ELF_SECTIONS = 9;
  private static final int ACPI_OLD_RSDP = 14;
  private static final int ACPI_NEW_RSDP = 15;
  private static final int LOAD_BASE = 21;

  private static final int FIXED = 8;
  private static final int TAG = 8;
  private static final int MAP_ENTRY = 24;

  /** ACPI 6.5, 5.2.5.3: bytes in version 1.0; where revision and length are since 2.0. */
  private static final int OLD_RSDP = 20;

  private static final int RSDP_REVISION = 15;
  private static final int RSDP_LENGTH = 20;
  private static final int MOST_RSDP = 4096;

  private final ByteArrayOutputStream tags = new ByteArrayOutputStream();

  void addCommandLine(String text) throws BootException {
    add(COMMAND_LINE, BootData.commandLine(text, Integer.MAX_VALUE - 8));
  }

  void addLoaderName() {
    add(LOADER_NAME, "emu\0".getBytes(US_ASCII));
  }

  void addModules(List<BootModule> modules) throws BootException {
    for (BootModule module : modules) {
      byte[] text = BootData.commandLine(module.text(), Integer.MAX_VALUE - 16);
      Fields body = new Fields(8 + text.length);
      body.put().putInt((int) module.address());
      body.put().putInt((int) (module.address() + module.length())).put(text);
      add(MODULE, body.bytes());
    }
  }

  void addMemory(List<MemoryMapEntry> map) {
    BaseMemory base = BaseMemory.of(map);
    Fields sizes = new Fields(8);
    sizes.put().putInt(base.lower()).putInt(base.upper());
    add(BASIC_MEMORY, sizes.bytes());
    Fields body = new Fields(8 + map.size() * MAP_ENTRY);
    ByteBuffer entries = body.put().putInt(MAP_ENTRY).putInt(0);
    for (MemoryMapEntry entry : map) {
      entries.putLong(entry.start()).putLong(entry.length());
      entries.putInt(entry.type().code()).putInt(0);
    }
    add(MEMORY_MAP, body.bytes());
  }

  void addScreen(Optional<Framebuffer> picture) {
    int head = ScreenFields.COMMON + 2;
    Fields body = new Fields(head + (picture.isPresent() ? ScreenFields.COLOURS : 0));
    ScreenFields.putCommon(body.put(), 0, picture);
    picture.ifPresent(shown -> ScreenFields.putColours(body.put(), head, shown));
    add(FRAMEBUFFER, body.bytes());
  }

  void addSections(SectionTable table) {
    Fields body = new Fields(12 + table.headers().length());
    body.put().putInt(table.count()).putInt(table.entrySize()).putInt(table.names());
    body.put().put(table.headers().data());
    add(ELF_SECTIONS, body.bytes());
  }

  void addLoadBase(long address) {
    Fields body = new Fields(4);
    body.put().putInt((int) address);
    add(LOAD_BASE, body.bytes());
  }

  /** Adds a copy of the RSDP, by its version. */
  void addRsdp(BootContext context) {
    long address = context.rsdp();
    if (address == 0) {
      return;
    }
    GuestLayout memory = context.layout();
    boolean old = memory.read(address + RSDP_REVISION, 1) < 2;
    long length = old ? OLD_RSDP : memory.read(address + RSDP_LENGTH, 4);
    byte[] rsdp = new byte[Math.clamp(length, OLD_RSDP, MOST_RSDP)];
    for (int i = 0; i < rsdp.length; i++) {
      rsdp[i] = (byte) memory.read(address + i, 1);
    }
    add(old ? ACPI_OLD_RSDP : ACPI_NEW_RSDP, rsdp);
  }

  /** Writes it and returns its address, for EBX. */
  long write(GuestLayout layout) throws BootException {
    add(END, new byte[0]);
    int size = FIXED + tags.size();
    Fields info = new Fields(size);
    info.put().putInt(size).putInt(0).put(tags.toByteArray());
    long address = layout.allocateLow(size, 8, "the multiboot information");
    layout.write(address, info.bytes());
    return address;
  }

  private void add(int type, byte[] body) {
    int size = TAG + body.length;
    Fields head = new Fields(TAG);
    head.put().putInt(type).putInt(size);
    tags.writeBytes(head.bytes());
    tags.writeBytes(body);
    tags.writeBytes(new byte[-size & 7]);
  }
}
