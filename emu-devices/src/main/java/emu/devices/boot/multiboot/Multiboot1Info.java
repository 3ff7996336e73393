package emu.devices.boot.multiboot;

import static java.nio.charset.StandardCharsets.US_ASCII;

import emu.devices.boot.BootContext;
import emu.devices.boot.BootData;
import emu.devices.boot.BootDisplay.Framebuffer;
import emu.devices.boot.BootException;
import emu.devices.boot.BootModule;
import emu.devices.boot.GuestLayout;
import emu.devices.boot.MemoryMapEntry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The information structure of multiboot 1 ("Boot information format"). */
final class Multiboot1Info {
  private static final int SIZE = 116;
  private static final int MODULE = 16;
  private static final int MAP_ENTRY = 24;

  private static final int MEMORY = 1;
  private static final int COMMAND_LINE = 1 << 2;
  private static final int MODULES = 1 << 3;
  private static final int ELF_SECTIONS = 1 << 5;
  private static final int MEMORY_MAP = 1 << 6;
  private static final int LOADER_NAME = 1 << 9;
  private static final int FRAMEBUFFER = 1 << 12;

  private static final int MEM_LOWER = 4;
  private static final int MEM_UPPER = 8;
  private static final int CMDLINE = 16;
  private static final int MODS_COUNT = 20;
  private static final int MODS_ADDR = 24;
  private static final int SYMS = 28;
  private static final int MMAP_LENGTH = 44;
  private static final int MMAP_ADDR = 48;
  private static final int BOOT_LOADER_NAME = 64;
  private static final int FRAMEBUFFER_ADDR = 88;

  private static final String LOADER = "emu\0";

  private final GuestLayout layout;
  private final Fields fields = new Fields(SIZE);
  private final ByteBuffer info = fields.put();
  private int flags = MEMORY | COMMAND_LINE | MODULES | MEMORY_MAP | LOADER_NAME;

  Multiboot1Info(BootContext context) throws BootException {
    layout = context.layout();
    BaseMemory memory = BaseMemory.of(layout.map());
    info.putInt(MEM_LOWER, memory.lower()).putInt(MEM_UPPER, memory.upper());
    info.putInt(BOOT_LOADER_NAME, put(LOADER.getBytes(US_ASCII), 1));
    putMap(layout.map());
  }

  /** Writes it and returns its address, for EBX. */
  long write() throws BootException {
    info.putInt(0, flags);
    return Integer.toUnsignedLong(put(fields.bytes(), 8));
  }

  void putCommandLine(String text) throws BootException {
    info.putInt(CMDLINE, put(BootData.commandLine(text, Integer.MAX_VALUE - 8), 1));
  }

  void putModules(List<BootModule> modules) throws BootException {
    Fields table = new Fields(modules.size() * MODULE);
    ByteBuffer list = table.put();
    for (BootModule module : modules) {
      int text = put(BootData.commandLine(module.text(), Integer.MAX_VALUE - 8), 1);
      list.putInt((int) module.address()).putInt((int) (module.address() + module.length()));
      list.putInt(text).putInt(0);
    }
    info.putInt(MODS_COUNT, modules.size());
    info.putInt(MODS_ADDR, modules.isEmpty() ? 0 : put(table.bytes(), 16));
  }

  void putSections(SectionTable table) throws BootException {
    info.putInt(SYMS, table.count())
        .putInt(SYMS + 4, table.entrySize())
        .putInt(SYMS + 8, put(table.headers().data(), 8))
        .putInt(SYMS + 12, table.names());
    flags |= ELF_SECTIONS;
  }

  void putScreen(Optional<Framebuffer> picture) {
    ScreenFields.putCommon(info, FRAMEBUFFER_ADDR, picture);
    picture.ifPresent(
        shown -> ScreenFields.putColours(info, FRAMEBUFFER_ADDR + ScreenFields.COMMON, shown));
    flags |= FRAMEBUFFER;
  }

  private void putMap(List<MemoryMapEntry> map) throws BootException {
    Fields table = new Fields(map.size() * MAP_ENTRY);
    ByteBuffer entries = table.put();
    for (MemoryMapEntry entry : map) {
      entries.putInt(MAP_ENTRY - Integer.BYTES).putLong(entry.start()).putLong(entry.length());
      entries.putInt(entry.type().code());
    }
    info.putInt(MMAP_LENGTH, table.bytes().length).putInt(MMAP_ADDR, put(table.bytes(), 8));
  }

  private int put(byte[] bytes, int alignment) throws BootException {
    long address = layout.allocateLow(bytes.length, alignment, "the multiboot information");
    layout.write(address, bytes);
    return (int) address;
  }
}
