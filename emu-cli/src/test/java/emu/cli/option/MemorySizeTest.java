package emu.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {
  @ParameterizedTest
  @CsvSource({
    "512, 536870912",
    "1G, 1073741824",
    "1g, 1073741824",
    "1024M, 1073741824",
    "size=1024M, 1073741824",
    "size=64, 67108864",
    "1.5G, 1610612736",
    "4096B, 4096",
    "16384k, 16777216",
    "1T, 1099511627776",
  })
  void readsQemusSyntax(String text, long bytes) {
    assertEquals(bytes, MemorySize.parse(text).bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0G",
        "-1",
        "1X",
        "1GB",
        "G",
        "0x10",
        "1,5G",
        "size=",
        "999999999999999T"
      })
  void refusesWhatIsNoSize(String text) {
    assertThrows(ChoiceException.class, () -> MemorySize.parse(text));
  }
}
