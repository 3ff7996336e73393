package emu.cli;

import emu.cli.error.UserException;
import emu.devices.board.BoardConfig;
import emu.devices.board.FirmwareChoice;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import picocli.CommandLine.Option;

/** Options that say which firmware a machine starts with. */
final class FirmwareOptions {
  /** The firmware of QEMU's standard VGA, as SeaBIOS's package has it beside the BIOS. */
  private static final String USUAL_VGA_BIOS = "vgabios-stdvga.bin";

  private static final String FILE = "file:";

  /** More is no firmware for this machine; files that never end are not read. */
  private static final int MOST_BYTES = FirmwareChoice.LARGEST_IMAGE;

  @Option(
      names = "-bios",
      paramLabel = "FILE",
      description = "start with this firmware image (SeaBIOS) instead of the built-in BIOS")
  Path bios;

  @Option(
      names = "--vga-bios",
      paramLabel = "FILE",
      description =
          "the display adapter's firmware, for -bios (default: "
              + USUAL_VGA_BIOS
              + " beside that file)")
  Path vgaBios;

  @Option(
      names = "-debugcon",
      paramLabel = "file:PATH",
      description = "write what firmware says (ports 402h and E9h) into a file")
  String debugConsole;

  /** {@code plain} with what the options say. */
  BoardConfig applyTo(BoardConfig plain) {
    BoardConfig config = plain;
    if (bios != null) {
      config = config.withFirmware(image(read(bios, "-bios")));
    }
    Path rom = vgaBios;
    if (rom == null && bios != null && Files.exists(bios.resolveSibling(USUAL_VGA_BIOS))) {
      rom = bios.resolveSibling(USUAL_VGA_BIOS);
    }
    if (rom != null) {
      config = config.withVideoBios(read(rom, "--vga-bios"));
    }
    if (debugConsole != null) {
      IntConsumer sink = openDebugConsole();
      config = config.withDebugConsole(sink).withFirmwareLog(sink);
    }
    return config;
  }

  private FirmwareChoice image(byte[] bytes) {
    try {
      return new FirmwareChoice.Image(bytes);
    } catch (IllegalArgumentException e) {
      throw new UserException("-bios " + bios + ": " + e.getMessage(), e);
    }
  }

  private static byte[] read(Path file, String option) {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new UserException(
            "%s %s: it is larger than 16 MiB; name a firmware image".formatted(option, file));
      }
      return bytes;
    } catch (IOException e) {
      throw new UserException(
          "cannot read %s %s: check that the file is there and may be read".formatted(option, file),
          e);
    }
  }

  /** Lines reach the file when they are complete. */
  private IntConsumer openDebugConsole() {
    if (!debugConsole.startsWith(FILE) || debugConsole.length() == FILE.length()) {
      throw new UserException("-debugcon " + debugConsole + ": say file:PATH");
    }
    Path path = Path.of(debugConsole.substring(FILE.length()));
    try {
      OutputStream out = new BufferedOutputStream(Files.newOutputStream(path));
      return value -> write(out, value, path);
    } catch (IOException e) {
      throw new UserException(
          "cannot write -debugcon to " + path + ": check that its folder is there", e);
    }
  }

  private static void write(OutputStream out, int value, Path path) {
    try {
      out.write(value);
      if (value == '\n') {
        out.flush();
      }
    } catch (IOException e) {
      throw new UserException("cannot write -debugcon to " + path + ": " + e.getMessage(), e);
    }
  }
}
