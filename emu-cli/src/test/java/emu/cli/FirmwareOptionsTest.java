package emu.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.error.UserException;
import emu.devices.board.BoardConfig;
import emu.devices.board.FirmwareChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which firmware the options choose, and what is said about files that are none. */
class FirmwareOptionsTest {
  private final FirmwareOptions options = new FirmwareOptions();
  private final BoardConfig plain = BoardConfig.deterministic(16 << 20, value -> {});

  @TempDir Path folder;

  private Path file(String name, int length) throws IOException {
    return Files.write(folder.resolve(name), new byte[length]);
  }

  private String message() {
    return assertThrows(UserException.class, () -> options.applyTo(plain)).getMessage();
  }

  @Test
  void withoutOptionsTheBiosIsBuiltIn() {
    BoardConfig config = options.applyTo(plain);
    assertInstanceOf(FirmwareChoice.BuiltIn.class, config.firmware());
    assertTrue(config.videoBios().isEmpty());
    assertTrue(config.firmwareLog().isEmpty());
  }

  @Test
  void theDisplaysFirmwareLiesBesideTheImage() throws IOException {
    options.bios = file("bios.bin", 128 << 10);
    assertTrue(options.applyTo(plain).videoBios().isEmpty());
    file("vgabios-stdvga.bin", 700);
    BoardConfig config = options.applyTo(plain);
    assertInstanceOf(FirmwareChoice.Image.class, config.firmware());
    assertArrayEquals(new byte[700], config.videoBios().orElseThrow());
    options.vgaBios = file("other.bin", 3);
    assertEquals(3, options.applyTo(plain).videoBios().orElseThrow().length);
  }

  @Test
  void whatFirmwareSaysGoesIntoAFile() throws IOException {
    Path log = folder.resolve("log");
    options.debugConsole = "file:" + log;
    BoardConfig config = options.applyTo(plain);
    "hello\n".chars().forEach(config.firmwareLog().orElseThrow());
    assertEquals("hello\n", Files.readString(log));
  }

  @Test
  void whatIsNoFirmwareIsRefusedInOneSentence() throws IOException {
    options.bios = folder.resolve("missing");
    assertTrue(message().startsWith("cannot read -bios"), message());
    options.bios = file("odd", 1000);
    assertTrue(message().contains("multiple of 64 KiB"), message());
    options.bios = file("large", (16 << 20) + 1);
    assertTrue(message().contains("larger than 16 MiB"), message());
    options.bios = null;
    options.debugConsole = "stdio";
    assertEquals("-debugcon stdio: say file:PATH", message());
  }
}
