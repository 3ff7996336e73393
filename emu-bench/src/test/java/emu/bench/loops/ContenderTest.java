package emu.bench.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContenderTest {
  private static Contender shell(String script) {
    return new Contender("it", List.of("sh", "-c", script));
  }

  @Test
  void readsWhatTheGuestSends() throws IOException {
    List<LoopRun> runs =
        shell(
                "echo alu begin; echo alu part 0a ff; echo alu end 0b 100; echo crc begin;"
                    + " echo crc part 0c 1")
            .run(2);
    assertEquals(List.of("alu", "crc"), runs.stream().map(LoopRun::name).toList());
    assertEquals("0a", runs.getFirst().part().checksum());
    assertEquals("0b", runs.getFirst().whole().checksum());
    assertEquals(256, runs.getFirst().whole().instructions());
    assertTrue(runs.getFirst().part().seconds() <= runs.getFirst().whole().seconds());
    assertEquals(runs.getLast().part(), runs.getLast().whole());
  }

  @Test
  void saysWhyItEnded() {
    IOException early =
        assertThrows(
            IOException.class, () -> shell("echo alu begin; echo no disk >&2; exit 1").run(1));
    assertEquals("it ended after 0 of 1 loops: no disk", early.getMessage());
    IOException odd = assertThrows(IOException.class, () -> shell("echo what is this line").run(1));
    assertEquals("a line that the guest does not send: what is this line", odd.getMessage());
    IOException end = assertThrows(IOException.class, () -> shell("echo alu end 1 x").run(1));
    assertEquals("a line that the guest does not send: alu end 1 x", end.getMessage());
  }
}
