package emu.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.cli.option.Engine;
import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.devices.board.BoardConfig;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootProtocol;
import emu.devices.boot.KernelLoader;
import emu.devices.boot.KernelRequest;
import emu.devices.boot.Placement;
import emu.devices.display.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kernels that say how they were entered and what they are told, in both engines: EAX, CR0, CS, SS
 * and flags in the first line.
 */
class EntryPathsTest {
  private static final long ENOUGH = 5_000_000;
  private static final int SECTOR = 512;
  private static final int SETUP_SECTORS = 3;

  @TempDir Path folder;

  @Test
  void multiboot1() throws Exception {
    assertEquals(
        """
        2BADB002 00000011 00000010 00000018 00000002\s
        0000124D 0000027F 00003C00\s
        kernel one two
        emu
        first
        a text
        second
        b
        00000000 0009FC00 00000001\s
        0009FC00 00000400 00000002\s
        000E0000 00020000 00000002\s
        00100000 00F00000 00000001\s
        FEC00000 00001000 00000002\s
        FEE00000 00001000 00000002\s
        00001000\s
        """,
        run(kernel("multiboot1"), BootProtocol.AUTO, Placement.NONE, "one two", true));
  }

  @Test
  void multiboot2() throws Exception {
    assertEquals(
        """
        36D76289 00000011 00000010 00000018 00000002\s
        00000001 00000010\s
        one two
        00000002 0000000C\s
        00000003 %08X\s
        first
        a text
        00000003 %08X\s
        second
        b
        00000004 00000010\s
        00000006 000000A0\s
        00000008 00000026\s
        0000000F 0000002C\s
        00000000 00000008\s
        """
            .formatted(moduleTag("a text"), moduleTag("b")),
        run(kernel("multiboot2"), BootProtocol.AUTO, Placement.NONE, "one two", true));
  }

  /** Bytes of the tag of a module, with its name and text. */
  private int moduleTag(String text) {
    return 16 + folder.resolve(text).toString().length() + 1;
  }

  @Test
  void flatBinary() throws Exception {
    Placement placement =
        new Placement(OptionalLong.of(0x20_0000), Optional.empty(), Optional.empty());
    assertEquals(
        """
        00000000 00000011 00000010 00000018 00000002\s
        336EC578 00000002\s
        one two
        first
        a text
        second
        b
        """,
        run(kernel("flat"), BootProtocol.AUTO, placement, "one two", false));
  }

  /** The video mode is 800x600; the BIOS sets 1024x768 when it is asked. */
  @Test
  void setupCodeOfLinux() throws Exception {
    byte[] setup = kernel("setup");
    byte[] image = Arrays.copyOf(setup, SETUP_SECTORS * SECTOR + 2 * SECTOR);
    assertEquals(
        """
        00000000 00000010 00001020 00001000 00000002\s
        00000314 00000010 0000027F 0000004F\s
        quiet vga=0x314
        00000000 0009FC00 00000001\s
        0009FC00 00000400 00000002\s
        000E0000 00020000 00000002\s
        00100000 00F00000 00000001\s
        FEC00000 00001000 00000002\s
        FEE00000 00001000 00000002\s
        """,
        run(image, BootProtocol.LINUX16, Placement.NONE, "quiet vga=0x314", true));
  }

  /** A kernel of {@code source} with what prints behind it, a stack at its end. */
  private static byte[] kernel(String source) throws IOException {
    String text = read(source) + read("print") + "times 256 db 0\nend_of_stack:\n";
    Assembly assembly = Assembler.assemble(text);
    return assembly.code();
  }

  private static String read(String name) throws IOException {
    try (InputStream in = EntryPathsTest.class.getResourceAsStream("paths/" + name + ".asm")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What the kernel prints until it halts; the same in both engines. */
  private String run(
      byte[] kernel, BootProtocol protocol, Placement placement, String commandLine, boolean screen)
      throws Exception {
    Files.write(folder.resolve("kernel"), kernel);
    Files.writeString(folder.resolve("a"), "first\0");
    Files.writeString(folder.resolve("b"), "second\0");
    List<Path> modules = List.of(folder.resolve("a text"), folder.resolve("b"));
    List<Path> files =
        protocol == BootProtocol.LINUX16
            ? List.of(folder.resolve("b"), folder.resolve("a"))
            : modules;
    KernelRequest request =
        new KernelRequest(folder.resolve("kernel"), files, commandLine, protocol, false)
            .with(placement);
    Map<Engine, String> printed = new EnumMap<>(Engine.class);
    for (Engine engine : Engine.values()) {
      StringBuilder output = new StringBuilder();
      BoardConfig plain = BoardConfig.deterministic(16 << 20, value -> output.append((char) value));
      BoardConfig config = screen ? plain.withDisplay() : plain;
      try (Machine machine =
          new Machine(config, engine.factory(), target -> KernelLoader.load(request, target))) {
        assertEquals(
            Kind.HALTED, machine.run(new RunLimits(ENOUGH, null)).kind(), output::toString);
        if (screen) {
          assertPicture(machine, protocol != BootProtocol.LINUX16);
        }
      }
      printed.put(engine, output.toString());
    }
    assertEquals(printed.get(Engine.INTERPRETER), printed.get(Engine.JIT));
    return printed.get(Engine.JIT).replace(folder + "/", "");
  }

  /** 1024x768, with a pixel of the kernel in its corner. */
  private static void assertPicture(Machine machine, boolean pixel) {
    Frame frame = new Frame();
    machine.screen().draw(frame);
    assertEquals(1024, frame.width());
    assertEquals(768, frame.height());
    assertEquals(pixel ? 0xFF8000 : 0, frame.pixels()[0] & 0xFF_FFFF);
    assertEquals(0, frame.pixels()[1] & 0xFF_FFFF);
  }
}
