package emu.core.softfloat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Replays what a processor answered; see src/test/native/softfloat/vectors.c for how the vectors
 * are made.
 */
class NativeVectorTest {
  @Test
  void arithmeticIsThatOfTheProcessor() throws IOException {
    assertEquals(14_000, replay("arithmetic.txt.gz"));
  }

  private static int replay(String file) throws IOException {
    var stream = Objects.requireNonNull(NativeVectorTest.class.getResourceAsStream(file), file);
    int count = 0;
    try (var reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.US_ASCII))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        assertEquals(line, new NativeVector(line).answer());
        count++;
      }
    }
    assertTrue(count > 0);
    return count;
  }
}
