package emu.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GdbTargetTest {
  private static GdbTarget read(String value) {
    return new GdbTarget.Converter().convert(value);
  }

  @Test
  void loopbackUnlessAHostIsGiven() {
    assertEquals(GdbTarget.USUAL, read("tcp::1234"));
    assertEquals(new GdbTarget(new GdbTarget.Tcp("0.0.0.0", 7), true), read("tcp:0.0.0.0:7"));
    assertEquals(new GdbTarget(new GdbTarget.Tcp("::1", 7), true), read("tcp:[::1]:7,server"));
  }

  @Test
  void otherPlacesAndTheArchitecture() {
    assertEquals(new GdbTarget(new GdbTarget.Unix(Path.of("/s")), true), read("unix:/s"));
    assertEquals(new GdbTarget(new GdbTarget.Stdio(), false), read("stdio,architecture=i386"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tcp",
        "tcp::",
        "tcp::65536",
        "unix:",
        "1234",
        "tcp::1,architecture=arm",
        "tcp::1,x=y"
      })
  void saysWhatIsWrong(String value) {
    assertThrows(ChoiceException.class, () -> read(value));
  }
}
