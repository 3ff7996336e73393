package emu.core.asm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PvhElfTest {
  private final Assembly kernel =
      Assembler.assemble("bits 32\norg 0x100000\ndd 0\nentry: hlt\njmp entry");

  @Test
  void headersAndNote() {
    byte[] elf = PvhElf.of(kernel, kernel.symbol("entry"));
    ByteBuffer buffer = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0x464C457F, buffer.getInt(0));
    assertEquals(62, buffer.getShort(18));
    assertEquals(2, buffer.getShort(56), "program headers");
    int load = (int) buffer.getLong(32);
    assertEquals(1, buffer.getInt(load));
    int offset = (int) buffer.getLong(load + 8);
    assertEquals(0x100000, buffer.getLong(load + 24));
    int size = (int) buffer.getLong(load + 32);
    assertArrayEquals(kernel.code(), Arrays.copyOfRange(elf, offset, offset + size));
    int note = (int) buffer.getLong(load + 56 + 8);
    assertEquals(4, buffer.getInt(load + 56));
    assertEquals(18, buffer.getInt(note + 8));
    assertEquals(0x100004, buffer.getInt(note + 16));
  }

  @Test
  void refusesWhatCannotBeEntered() {
    assertThrows(IllegalArgumentException.class, () -> PvhElf.of(kernel, 0x200000));
    Assembly odd = Assembler.assemble("org 0x100004\nhlt");
    assertThrows(IllegalArgumentException.class, () -> PvhElf.of(odd, 0x100004));
  }
}
