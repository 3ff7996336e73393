package emu.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.cli.option.Engine;
import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.asm.PvhElf;
import emu.devices.board.BoardConfig;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootException;
import emu.devices.boot.BootProtocol;
import emu.devices.boot.KernelLoader;
import emu.devices.boot.KernelRequest;
import emu.devices.display.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A guest sets the VGA's modes by its registers and draws in them.
 *
 * <p>The checksums are those of pictures that were compared with QEMU's screendump of the same
 * guest: of the same size, and no component differs by more than 3, which is how QEMU spreads the
 * palette's 6 bits over 8. A new checksum is to be compared so again:
 *
 * <pre>qemu-system-x86_64 -vga std -kernel modes.elf -append LETTER -monitor stdio</pre>
 */
class VgaModesTest {
  private static final long ENOUGH = 100_000_000;

  @TempDir static Path folder;
  private static Path kernel;

  private record Picture(int width, int height, long checksum) {}

  @BeforeAll
  static void assemble() throws IOException {
    try (InputStream source = VgaModesTest.class.getResourceAsStream("vga/modes.asm")) {
      Assembly assembly =
          Assembler.assemble(new String(source.readAllBytes(), StandardCharsets.UTF_8));
      kernel = folder.resolve("modes.elf");
      Files.write(kernel, PvhElf.of(assembly, assembly.symbol("start")));
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "text with 512 glyphs, t, 720, 400, 81e37c27",
    "mode 12h,             h, 640, 480, 258f1640",
    "mode 13h,             l, 640, 400, bd7fb8b9",
    "mode X,               x, 640, 480, 5730aeb9",
    "1280x1024 in 16 bits, d, 1280, 1024, e924561d",
  })
  void bothEnginesDrawTheSame(String name, String letter, int width, int height, String checksum)
      throws BootException {
    Map<Engine, Long> states = new EnumMap<>(Engine.class);
    for (Engine engine : Engine.values()) {
      try (Machine machine = run(engine, letter)) {
        assertEquals(
            new Picture(width, height, Long.parseLong(checksum, 16)), picture(machine), name);
        states.put(engine, machine.stateHash());
      }
    }
    assertEquals(states.get(Engine.INTERPRETER), states.get(Engine.JIT));
  }

  private Machine run(Engine engine, String commandLine) throws BootException {
    BoardConfig config = BoardConfig.deterministic(16 << 20, value -> {}).withDisplay();
    KernelRequest request =
        new KernelRequest(kernel, List.of(), commandLine, BootProtocol.PVH, true);
    Machine machine =
        new Machine(config, engine.factory(), target -> KernelLoader.load(request, target));
    assertEquals(Kind.HALTED, machine.run(new RunLimits(ENOUGH, null)).kind());
    return machine;
  }

  private static Picture picture(Machine machine) {
    Frame frame = new Frame();
    machine.screen().draw(frame);
    ByteBuffer bytes = ByteBuffer.allocate(frame.pixels().length * Integer.BYTES);
    bytes.asIntBuffer().put(frame.pixels());
    CRC32 checksum = new CRC32();
    checksum.update(bytes.array());
    return new Picture(frame.width(), frame.height(), checksum.getValue());
  }
}
