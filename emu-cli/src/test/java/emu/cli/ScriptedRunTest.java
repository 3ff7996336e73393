package emu.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import emu.core.asm.Assembler;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Scripts, screenshots and the monitor with a guest that is a boot sector. */
class ScriptedRunTest {
  /**
   * Shows what is typed, on the screen and on the serial port; F1 shows a white graphics screen, F2
   * ends with status 7.
   */
  private static final String GUEST =
      """
      org 0x7C00
      bits 16
      start:
        xor ax, ax
        mov ds, ax
        mov ax, 3
        int 0x10
        mov si, text
      next:
        mov al, byte [si]
        inc si
        cmp al, 0
        je keys
        call show
        jmp next
      keys:
        mov ah, 0
        int 0x16
        cmp ah, 0x3B
        je graphics
        cmp ah, 0x3C
        je off
        call show
        jmp keys
      show:
        mov ah, 0x0E
        mov bx, 7
        int 0x10
        mov dx, 0x3F8
        out dx, al
        ret
      graphics:
        mov ax, 0x13
        int 0x10
        mov ax, 0xA000
        mov es, ax
        xor di, di
        mov cx, 64000
        mov al, 15
        cld
        rep stosb
        jmp keys
      off:
        mov al, 3
        out 0xF4, al
        hlt
      text:
        db "Type: ", 0
      """;

  private static final String EXIT = "isa-debug-exit,iobase=0xf4,iosize=0x04";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeDisk() throws IOException {
    byte[] disk = Arrays.copyOf(Assembler.assemble(GUEST).code(), 1 << 20);
    disk[510] = 0x55;
    disk[511] = (byte) 0xAA;
    Files.write(folder.resolve("disk"), disk);
  }

  private int execute(String command, String... options) {
    CommandLine line = CommandLineFactory.create();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] args =
        Stream.concat(
                Stream.of(
                    command,
                    "-hda",
                    path("disk"),
                    "-m",
                    "16",
                    "-snapshot",
                    "-device",
                    EXIT,
                    "--timeout",
                    "300"),
                Stream.of(options))
            .toArray(String[]::new);
    return line.execute(Arguments.normalise(line, args));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private BufferedImage picture(String name) throws IOException {
    return ImageIO.read(folder.resolve(name).toFile());
  }

  private String stateHash() throws IOException {
    Map<String, Object> stats = JSON.std.mapFrom(Files.readString(folder.resolve("stats")));
    return stats.get("stateHash") + " " + stats.get("instructions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"interpreter", "jit"})
  void typesAndLooks(String engine) throws IOException {
    assertEquals(
        0,
        execute(
            "run",
            "--engine=" + engine,
            "--keys=wait:Type;type:Hello, World;shift-1;pause:50;screendump:" + path("text.png"),
            "--until-screen=World!",
            "--screenshot=" + path("until.png") + "@until",
            "--screenshot=" + path("early.png") + "@0.001",
            "-serial=file:" + path("serial")),
        err::toString);
    assertEquals("", err.toString());
    assertEquals("Type: Hello, World!", Files.readString(folder.resolve("serial")));
    assertEquals(720, picture("text.png").getWidth());
    assertEquals(400, picture("until.png").getHeight());
    assertTrue(picture("early.png").getWidth() > 0);
  }

  @Test
  void aScriptedRunCanBeRepeatedExactly() throws IOException {
    String first = null;
    byte[] picture = {};
    for (int i = 0; i < 2; i++) {
      int status =
          execute(
              "run",
              "--keys=wait:Type;type:ab;f1;still:100;screendump:" + path("a.png") + ";f2",
              "--stats=" + path("stats"));
      assertEquals(7, status, err::toString);
      byte[] now = Files.readAllBytes(folder.resolve("a.png"));
      if (first != null) {
        assertEquals(first, stateHash());
        assertArrayEquals(picture, now);
      }
      first = stateHash();
      picture = now;
    }
    assertEquals(0xFFFFFFFF, picture("a.png").getRGB(10, 10));
  }

  @Test
  void bothEnginesDoTheSameScript() {
    assertEquals(
        0,
        execute("compare", "--keys=wait:Type;type:abc;f1;pause:100;f2", "--every=100K"),
        err::toString);
    assertTrue(out.toString().contains("The states are equal after "), out.toString());
  }

  @Test
  void aLimitSaysWhatWasWaitedFor() {
    int status = execute("run", "--keys=wait:Never", "--max-instructions=1K");
    assertEquals(ExitStatus.LIMIT.code(), status);
    assertEquals(
        "emu: --max-instructions ended the run, waiting for 'Never'", err.toString().strip());
  }

  @Test
  void aPictureThatCannotBeWrittenEndsTheRunWithASentence() {
    assertEquals(
        ExitStatus.BAD_INPUT.code(),
        execute("run", "--screenshot=" + path("none/a.png") + "@0.01"));
    assertTrue(err.toString().contains("cannot write a picture to"), err.toString());
  }

  @Test
  void theMonitorTakesAFileOfCommands() throws IOException {
    Files.writeString(
        folder.resolve("commands"),
        "# look\nscreendump %s\nsystem_reset\nquit\n".formatted(path("m.png")));
    assertEquals(0, execute("run", "-monitor=file:" + path("commands")), err::toString);
    assertTrue(picture("m.png").getWidth() > 0);
  }
}
