package emu.devices.boot.object;

import emu.devices.boot.BootException;
import emu.devices.boot.GuestLayout;
import emu.devices.boot.Sizes;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfSection;
import emu.devices.elf.Relocation;
import emu.devices.elf.RelocationType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** Puts the parts of an object file into memory, with its relocations applied. */
final class ObjectLinker {
  private final ObjectFile file;
  private final ObjectMap map;
  private final GuestLayout layout;

  ObjectLinker(ObjectFile file, ObjectMap map, GuestLayout layout) {
    this.file = file;
    this.map = map;
    this.layout = layout;
  }

  /** Writes all, to memory that was taken. */
  void link() throws BootException {
    layout.clear(map.start(), map.end() - map.start());
    for (ElfSection section : file.sections()) {
      if (section.hasBytes()) {
        link(section);
      }
    }
    long slot = map.got().address();
    for (int symbol : map.got().symbols()) {
      byte[] word = new byte[map.got().word()];
      put(word, 0, word.length, address(symbol));
      layout.write(slot, word);
      slot += word.length;
    }
  }

  private void link(ElfSection section) throws BootException {
    byte[] bytes;
    try {
      ByteBuffer raw = file.elf().bytes(section).buffer();
      bytes = new byte[(int) Math.min(raw.remaining(), section.size())];
      raw.get(bytes);
    } catch (ElfException e) {
      throw new BootException(e.getMessage(), e);
    }
    for (Relocation relocation : file.relocations().getOrDefault(section.index(), List.of())) {
      apply(relocation, section, bytes);
    }
    layout.write(map.address(section), bytes);
  }

  private void apply(Relocation relocation, ElfSection section, byte[] bytes) throws BootException {
    int machine = file.elf().header().machine();
    Optional<RelocationType> plain = RelocationType.of(machine, relocation.type());
    int size = plain.map(RelocationType::bytes).orElse(map.got().bytes(relocation));
    if (size == 0 && plain.isEmpty()) {
      throw refuse(relocation, section, "is of a type that is not supported here; link it with ld");
    }
    if (size == 0) {
      return;
    }
    if (relocation.offset() < 0 || relocation.offset() > bytes.length - size) {
      throw refuse(relocation, section, "lies outside of its section; make the file again");
    }
    int at = (int) relocation.offset();
    long place = map.address(section) + at;
    long addend = relocation.addend().orElse(get(bytes, at, size));
    long target = address(relocation.symbol()) + addend;
    long value =
        plain.isPresent()
            ? plain.get().value(target, place)
            : map.got().value(relocation, target, addend, place).orElseThrow();
    if (plain.isPresent() && !plain.get().fits(machine, value)) {
      throw refuse(
          relocation,
          section,
          "does not reach %s; load it lower with --load-address".formatted(Sizes.hex(target)));
    }
    put(bytes, at, size, value);
  }

  private long address(int symbol) throws BootException {
    if (symbol < 0 || symbol >= file.symbols().size()) {
      throw new BootException(
          file.what() + " is damaged: a relocation names no symbol; make the file again");
    }
    return map.address(symbol).orElse(0);
  }

  private BootException refuse(Relocation relocation, ElfSection section, String why) {
    return new BootException(
        "%s cannot be linked: the relocation of type %d at %s in %s %s"
            .formatted(
                file.what(),
                relocation.type(),
                Sizes.hex(relocation.offset()),
                section.name(),
                why));
  }

  private static long get(byte[] bytes, int at, int size) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return switch (size) {
      case 1 -> buffer.get(at);
      case 2 -> buffer.getShort(at);
      case 4 -> buffer.getInt(at);
      default -> buffer.getLong(at);
    };
  }

  private static void put(byte[] bytes, int at, int size, long value) {
    for (int i = 0; i < size; i++) {
      bytes[at + i] = (byte) (value >> 8 * i);
    }
  }
}
