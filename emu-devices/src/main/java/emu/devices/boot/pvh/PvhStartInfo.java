package emu.devices.boot.pvh;

import emu.devices.boot.BootData;
import emu.devices.boot.BootException;
import emu.devices.boot.BootModule;
import emu.devices.boot.GuestLayout;
import emu.devices.boot.MemoryMapEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The hvm_start_info of version 1 with its module list and memory map. Xen,
 * public/arch-x86/hvm/start_info.h.
 */
public final class PvhStartInfo {
  private static final int MAGIC = 0x336E_C578;
  private static final int VERSION = 1;
  private static final int START_INFO = 56;
  private static final int MODULE = 32;
  private static final int MAP_ENTRY = 24;

  private PvhStartInfo() {}

  /** Writes it and returns its address, for EBX. */
  public static long write(GuestLayout layout, BootData data) throws BootException {
    int modules = data.modules().size();
    int mapAt = START_INFO + modules * MODULE;
    int size = mapAt + layout.map().size() * MAP_ENTRY;
    long address = layout.allocateLow(size, 8, "the PVH start info");
    long[] texts = writeTexts(layout, data.modules());
    ByteBuffer info = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    info.putInt(MAGIC).putInt(VERSION).putInt(0).putInt(modules);
    info.putLong(modules == 0 ? 0 : address + START_INFO)
        .putLong(data.commandLine())
        .putLong(data.rsdp());
    info.putLong(address + mapAt).putInt(layout.map().size()).putInt(0);
    for (int i = 0; i < modules; i++) {
      BootModule module = data.modules().get(i);
      info.putLong(module.address()).putLong(module.length()).putLong(texts[i]).putLong(0);
    }
    for (MemoryMapEntry entry : layout.map()) {
      info.putLong(entry.start()).putLong(entry.length()).putInt(entry.type().code()).putInt(0);
    }
    layout.write(address, info.array());
    return address;
  }

  /** Writes the modules' texts; the address of each, 0 for none. */
  private static long[] writeTexts(GuestLayout layout, List<BootModule> modules)
      throws BootException {
    long[] addresses = new long[modules.size()];
    for (int i = 0; i < addresses.length; i++) {
      byte[] text = BootData.commandLine(modules.get(i).text(), Long.MAX_VALUE);
      if (text.length > 1) {
        addresses[i] = layout.allocateLow(text.length, 1, "the text of a module");
        layout.write(addresses[i], text);
      }
    }
    return addresses;
  }
}
