package emu.cli.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class JvmFlagsTest {
  private static final JvmFlags FLAGS =
      JvmFlags.parse(
          """
          # A comment.
          -Dmark

          # Without: it is large
          -XX:+UseSerialGC
          -Xmx1g
          # Without: it is slow
          -Xslow
          """);

  @Test
  void readsAnArgumentFile() {
    assertEquals(List.of("-Dmark", "-XX:+UseSerialGC", "-Xmx1g", "-Xslow"), FLAGS.words());
  }

  @Test
  void saysWhatIsMissingAndWhatThatCosts() {
    assertEquals("-XX:+UseSerialGC -Xmx1g -Xslow (it is large; it is slow)", FLAGS.costs());
    assertEquals(
        "-Xslow (it is slow)", FLAGS.without(List.of("-Xmx1g", "-XX:+UseSerialGC")).costs());
  }

  @Test
  void takesNoCollectorBesideAnother() {
    assertEquals(
        List.of("-Dmark", "-Xmx1g", "-Xslow"), FLAGS.without(List.of("-XX:+UseZGC")).words());
  }

  @Test
  void theProgramsFlagsSayWhatTheyAreFor() {
    List<JvmFlags.Flag> flags = JvmFlags.ofProgram().flags();
    assertEquals("-Demu.jvm.flags", flags.getFirst().word());
    for (JvmFlags.Flag flag : flags.subList(1, flags.size())) {
      assertTrue(!flag.without().isEmpty(), flag.word());
    }
  }
}
