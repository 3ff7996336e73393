package emu.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;

class HostTerminalTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final ByteArrayOutputStream asked = new ByteArrayOutputStream();

  /** The attributes that were set last. */
  private Attributes last;

  private Terminal terminal() throws IOException {
    return new LineDisciplineTerminal("test", "xterm", asked, StandardCharsets.UTF_8) {
      @Override
      public void setAttributes(Attributes attributes) {
        last = new Attributes(attributes);
        super.setAttributes(attributes);
      }
    };
  }

  @Test
  void isRawWhileTakenAndAsBeforeAfterwards() throws IOException {
    Terminal terminal = terminal();
    Attributes before = terminal.getAttributes();
    try (HostTerminal host = HostTerminal.of(terminal, screen)) {
      host.takeOver();
      Attributes raw = terminal.getAttributes();
      assertFalse(raw.getLocalFlag(LocalFlag.ICANON));
      assertFalse(raw.getLocalFlag(LocalFlag.ECHO));
      assertFalse(raw.getLocalFlag(LocalFlag.ISIG));
      assertFalse(raw.getOutputFlag(OutputFlag.OPOST));
    }
    assertEquals(before.toString(), last.toString());
    assertTrue(screen.toString(StandardCharsets.US_ASCII).contains("\033[?25h"), "cursor shown");
  }

  @Test
  void whoTakesTheWholeWindowLeavesItFirst() throws IOException {
    try (HostTerminal host = HostTerminal.of(terminal(), screen)) {
      host.takeOver("hello", "goodbye", () -> {});
      assertEquals("hello", screen.toString(StandardCharsets.US_ASCII));
    }
    String written = screen.toString(StandardCharsets.US_ASCII);
    assertTrue(written.startsWith("hellogoodbye\033[0m"), written);
  }

  @Test
  void isPutBackWhenAnExceptionPasses() throws IOException {
    Terminal terminal = terminal();
    Attributes before = terminal.getAttributes();
    try (HostTerminal host = HostTerminal.of(terminal, screen)) {
      host.takeOver();
      throw new IllegalStateException("a bug");
    } catch (IllegalStateException e) {
      assertEquals(before.toString(), last.toString());
    }
  }

  @Test
  void isLeftAloneUnlessTaken() throws IOException {
    HostTerminal.of(terminal(), screen).close();
    assertEquals(0, screen.size());
    assertNull(last);
  }

  @Test
  void nothingIsAskedOfIt() throws IOException {
    Terminal terminal = terminal();
    terminal.setSize(Size.of(132, 43));
    try (HostTerminal host = HostTerminal.of(terminal, screen)) {
      host.takeOver();
      assertEquals(Optional.of(new WindowSize(132, 43)), host.size());
    }
    assertEquals(0, asked.size());
  }

  @Test
  void aTerminalThatDoesNotKnowItsSizeSays0() {
    assertEquals(Optional.empty(), WindowSize.of(0, 0));
  }

  @Test
  void linuxIsToldTheSizeByItsCommandLine() {
    assertEquals("COLUMNS=132 LINES=43", new WindowSize(132, 43).asParameters());
  }
}
