package emu.devices.elf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stripped kernel that keeps its own names, laid out as kernels of several versions do. */
class KallsymsTest {
  private static final long BASE = 0xFFFF_FFFF_8100_0000L;
  private static final int SYMBOLS = 1000;

  /** Tokens that are no characters that stand for themselves. */
  private static final int PREFIX = 1;

  private static final int SUFFIX = 0xFE;

  private final ByteBuffer data = ByteBuffer.allocate(1 << 17).order(ByteOrder.LITTLE_ENDIAN);

  private void align() {
    data.position(data.position() + 7 & -8);
  }

  /** Name i is "Tsys_i_x", with tokens for the first and last part; the last is long. */
  private static byte[] name(int i) {
    String middle = i == SYMBOLS - 1 ? "9".repeat(200) : Integer.toString(i);
    byte[] name = ("?" + middle + "?").getBytes(ISO_8859_1);
    name[0] = PREFIX;
    name[name.length - 1] = (byte) SUFFIX;
    return name;
  }

  private static String token(int i) {
    return switch (i) {
      case PREFIX -> "Tsys_";
      case SUFFIX -> "_x";
      default -> i >= '0' && i <= '9' ? Character.toString(i) : "t" + (char) ('a' + i % 26) + i;
    };
  }

  private void offsets() {
    align();
    data.putInt(0x1234); // A per-CPU variable.
    for (int i = 1; i < SYMBOLS; i++) {
      data.putInt(-1 - 16 * i);
    }
    align();
    data.putLong(BASE);
  }

  private void names(boolean numbers) {
    align();
    data.putInt(SYMBOLS);
    align();
    List<Integer> markers = new ArrayList<>();
    int start = data.position();
    for (int i = 0; i < SYMBOLS; i++) {
      if (i % 256 == 0) {
        markers.add(data.position() - start);
      }
      byte[] name = name(i);
      if (name.length > 127) {
        data.put((byte) (name.length & 127 | 128)).put((byte) (name.length >> 7));
      } else {
        data.put((byte) name.length);
      }
      data.put(name);
    }
    align();
    markers.forEach(data::putInt);
    align();
    if (numbers) {
      byte[] bytes = new byte[3 * SYMBOLS];
      new Random(5).nextBytes(bytes);
      data.put(bytes);
      align();
    }
  }

  private void tokens() {
    int start = data.position();
    short[] index = new short[256];
    for (int i = 0; i < 256; i++) {
      index[i] = (short) (data.position() - start);
      data.put(token(i).getBytes(ISO_8859_1)).put((byte) 0);
    }
    align();
    for (short offset : index) {
      data.putShort(offset);
    }
  }

  private byte[] kernel(boolean offsetsFirst, boolean numbers) {
    data.position(0x100);
    data.put(300, (byte) '0');
    if (offsetsFirst) {
      offsets();
    }
    names(numbers);
    tokens();
    if (!offsetsFirst) {
      offsets();
    }
    return new ElfWriter(64).load(5, BASE, data.array()).build();
  }

  private static SymbolTable table(byte[] kernel) throws ElfException {
    return SymbolTable.ofKernel(ElfFile.of(ByteBuffer.wrap(kernel), "the kernel"));
  }

  @ParameterizedTest
  @CsvSource({"true, false", "true, true", "false, false", "false, true"})
  void namesAreFound(boolean offsetsFirst, boolean numbers) throws ElfException {
    SymbolTable table = table(kernel(offsetsFirst, numbers));
    assertEquals(SYMBOLS - 1, table.all().size());
    assertEquals(Optional.of("sys_1_x"), table.describe(BASE + 16));
    assertEquals(Optional.of("sys_777_x+0xf"), table.describe(BASE + 777 * 16 + 15));
    assertEquals(
        BASE + 16L * (SYMBOLS - 1),
        table.find("sys_" + "9".repeat(200) + "_x").orElseThrow().address());
    assertEquals(Optional.empty(), table.describe(0x1234));
  }

  @Test
  void damagedTablesDoNoHarm() throws ElfException {
    byte[] whole = kernel(true, true);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] kernel = whole.clone();
      int length = kernel.length - (1 << 17);
      for (int j = 0; j < 3; j++) {
        kernel[length + random.nextInt(40_000)] = (byte) random.nextInt();
      }
      try {
        assertTrue(table(kernel).all().size() <= SYMBOLS);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }
}
