package emu.devices.decompress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  private static final int LIMIT = 1 << 20;

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"BZIP2", "LZO"})
  void decodesWhatOthersMade(Compression compression) throws IOException {
    for (int length : new int[] {0, 1, 15, 300, 300_000}) {
      byte[] text = Samples.text(length);
      byte[] packed = Samples.compress(compression, text);
      assertArrayEquals(text, decode(compression, packed), compression + " of " + length);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "text20000.zstd1, ZSTD, 20000",
    "text300016.zstd9, ZSTD, 300016",
    "text300016.zstd22, ZSTD, 300016",
    "text20000.lz4, LZ4, 20000"
  })
  void decodesFilesOfTheOriginalTools(String name, Compression compression, int length)
      throws IOException {
    byte[] packed = Samples.onFile(name);
    assertEquals(compression, Compression.of(packed, 0, packed.length).orElseThrow());
    assertArrayEquals(Samples.text(length), decode(compression, packed));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"BZIP2", "LZO"})
  void tellsWhereTheStreamEnds(Compression compression) throws IOException {
    byte[] packed = Samples.compress(compression, Samples.text(1000));
    byte[] padded = new byte[packed.length + 20];
    System.arraycopy(packed, 0, padded, 7, packed.length);
    assertEquals(
        7 + packed.length,
        compression.decode(padded, 7, padded.length, OutputStream.nullOutputStream()));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"BZIP2", "LZO", "LZ4"})
  void endsEarlyAtEveryLength(Compression compression) throws IOException {
    byte[] packed = Samples.compress(compression, Samples.text(2000));
    for (int length = 0; length < packed.length; length++) {
      byte[] part = Arrays.copyOf(packed, length);
      assertThrows(
          EOFException.class, () -> decode(compression, part), compression + " cut to " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text20000.zstd1", "text300016.zstd22"})
  void compressedBlocksEndEarlyAtEveryLength(String name) throws IOException {
    byte[] packed = Samples.onFile(name);
    for (int length = 0; length < packed.length; length++) {
      byte[] part = Arrays.copyOf(packed, length);
      assertThrows(EOFException.class, () -> decode(Compression.ZSTD, part), "cut to " + length);
    }
  }

  @Test
  void lz4EndsEarlyAtEveryLength() throws IOException {
    // Between blocks, and with less than a size left, nothing tells an end from a cut.
    byte[] packed = Samples.onFile("text20000.lz4");
    for (int length = 9; length < packed.length; length++) {
      byte[] part = Arrays.copyOf(packed, length);
      assertThrows(EOFException.class, () -> decode(Compression.LZ4, part), "cut to " + length);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"BZIP2", "LZO"})
  void stopsAtTheLimit(Compression compression) throws IOException {
    byte[] packed = Samples.compress(compression, Samples.text(2000));
    BoundedOutput output = new BoundedOutput(1999, 5000);
    TooLargeException e =
        assertThrows(
            TooLargeException.class, () -> compression.decode(packed, 0, packed.length, output));
    assertEquals(1999, e.limit());
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"BZIP2", "LZO"})
  void damageIsAnIoExceptionOrUnnoticed(Compression compression) throws IOException {
    mutate(compression, Samples.compress(compression, Samples.text(3000)), 2000);
  }

  @ParameterizedTest
  @CsvSource({"text20000.zstd1, ZSTD", "text300016.zstd9, ZSTD", "text20000.lz4, LZ4"})
  void damageToCompressedBlocksIsAnIoExceptionOrUnnoticed(String name, Compression compression)
      throws IOException {
    mutate(compression, Samples.onFile(name), 3000);
  }

  private static void mutate(Compression compression, byte[] packed, int rounds) {
    long seed = 0x5EED;
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      byte[] damaged = packed.clone();
      int changes = 1 + random.nextInt(3);
      for (int i = 0; i < changes; i++) {
        // Half of the changes hit the headers.
        int at = random.nextInt(random.nextBoolean() ? Math.min(40, packed.length) : packed.length);
        damaged[at] = (byte) random.nextInt();
      }
      try {
        decode(compression, damaged);
      } catch (IOException e) {
        // What is expected.
      } catch (RuntimeException e) {
        throw new AssertionError(compression + ", seed " + seed + ", round " + round, e);
      }
    }
  }

  @Test
  void zstdChecksumFindsDamage() throws IOException {
    byte[] packed = Samples.onFile("text20000.zstd1");
    packed[packed.length - 1] ^= 1;
    IOException e = assertThrows(IOException.class, () -> decode(Compression.ZSTD, packed));
    assertEquals("the checksum does not match", e.getMessage());
  }

  @Test
  void zstdWindowBeyondWhatKernelsUseIsRefused() {
    byte[] packed = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, (byte) 0xFF, 1, 0, 0};
    IOException e = assertThrows(IOException.class, () -> decode(Compression.ZSTD, packed));
    assertTrue(e.getMessage().contains("window"), e.getMessage());
  }

  @Test
  void zstdWindowSmallerThanABlock() throws IOException {
    byte[] text = Samples.text(500_000);
    byte[] packed = Samples.compress(Compression.ZSTD, text);
    packed[5] = 0; // 1 KiB
    assertArrayEquals(text, decode(Compression.ZSTD, packed));
  }

  @Test
  void zstdRepeatsAByte() throws IOException {
    // Single segment of 5 bytes; one RLE block.
    byte[] packed = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0x20, 5, 5 << 3 | 1 << 1 | 1, 0, 0, 'x'};
    assertArrayEquals(new byte[] {'x', 'x', 'x', 'x', 'x'}, decode(Compression.ZSTD, packed));
  }

  @Test
  void knowsWhatItCannotDecode() {
    byte[] data = {'B', 'Z', 'h', '9'};
    Compression compression = Compression.of(data, 0, 4).orElseThrow();
    assertFalse(compression.supported());
    assertThrows(IOException.class, () -> decode(compression, data));
    assertTrue(Compression.of(data, 0, 2).isEmpty());
  }

  private static byte[] decode(Compression compression, byte[] packed) throws IOException {
    BoundedOutput output = new BoundedOutput(LIMIT, 0);
    compression.decode(packed, 0, packed.length, output);
    return output.toByteArray();
  }
}
