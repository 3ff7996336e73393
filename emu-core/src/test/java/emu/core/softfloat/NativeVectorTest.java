package emu.core.softfloat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Replays what a processor answered; see src/test/native/softfloat/vectors.c for how the vectors
 * are made.
 */
class NativeVectorTest {
  @Test
  void arithmeticIsThatOfTheProcessor() throws IOException {
    assertEquals(14_000, replay("arithmetic.txt.gz", (a, b) -> false));
  }

  /** Processors differ here among each other, by the last bit and what follows from it. */
  @Test
  void transcendentalsAreThoseOfTheProcessor() throws IOException {
    assertEquals(4_000, replay("transcendental.txt.gz", NativeVectorTest::differInLastBit));
  }

  private static boolean differInLastBit(String line, String answer) {
    String[] expected = line.split(" ");
    String[] actual = answer.split(" ");
    return areNeighbours(expected[4], actual[4])
        && areNeighbours(expected[5], actual[5])
        && withoutC1(expected[6]) == withoutC1(actual[6]);
  }

  private static boolean areNeighbours(String a, String b) {
    var x = new BigInteger(a, 16);
    var y = new BigInteger(b, 16);
    // The next number after ...ffff in one binade is 8000... in the next.
    return x.subtract(y).abs().bitLength() <= 1
        || x.max(y).subtract(x.min(y)).equals(BigInteger.ONE.shiftLeft(63).add(BigInteger.ONE));
  }

  private static int withoutC1(String flags) {
    return Integer.parseInt(flags, 16) & ~0x200;
  }

  private static int replay(String file, BiPredicate<String, String> alsoRight) throws IOException {
    var stream = Objects.requireNonNull(NativeVectorTest.class.getResourceAsStream(file), file);
    int count = 0;
    try (var reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.US_ASCII))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String answer = new NativeVector(line).answer();
        if (!alsoRight.test(line, answer)) {
          assertEquals(line, answer);
        }
        count++;
      }
    }
    assertTrue(count > 0);
    return count;
  }
}
