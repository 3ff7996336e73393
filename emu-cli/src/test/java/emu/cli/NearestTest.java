package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  @ParameterizedTest
  @CsvSource({"kitten,sitting,3", "'',abc,3", "abc,'',3", "abc,abc,0", "ab,ba,2"})
  void distanceCountsEdits(String from, String to, int expected) {
    assertEquals(expected, Nearest.distance(from, to));
  }

  @Test
  void whatIsFarFromAllHasNoNearest() {
    assertEquals(Optional.empty(), Nearest.of("-xyzzy", List.of("-kernel", "-m")));
  }
}
