package emu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import emu.cli.guest.Guest;
import emu.cli.guest.Guest.BuiltInKernel;
import emu.devices.iso.write.Contents;
import emu.devices.iso.write.IsoWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What emu inspect, emu iso and emu run --fast make of images and of wrong input. */
class IsoCommandsTest {
  private static final String MENU =
      """
      default vesamenu.c32
      label demo
        menu label ^Demo kernel
        kernel /boot/demo
        append console=ttyS0
      label quiet
        kernel /boot/demo
      menu begin more
        label twice
          menu label Twice
          kernel /boot/demo
        label again
          menu label Twice
          kernel /boot/demo
        label gone
          kernel /boot/gone
        label reboot
          kernel reboot.c32
      menu end
      """;

  @TempDir private static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void makeImages() throws IOException {
    BuiltInKernel demo = (BuiltInKernel) Guest.DEMO.origin();
    byte[] module = new byte[200];
    System.arraycopy("\u007fELF\2\1\1".getBytes(UTF_8), 0, module, 0, 7);
    module[16] = 1;
    System.arraycopy("\0vermagic=6.1.0 SMP\0".getBytes(UTF_8), 0, module, 100, 20);
    image("demo.iso", MENU)
        .file("/boot/demo", Contents.of(demo.assemble()))
        .file("/boot/fs.ko", Contents.of(module))
        .bootBios(
            "/isolinux/isolinux.bin", "ISOLINUX 6.04 ".repeat(20).getBytes(UTF_8), "/boot.cat")
        .write(folder.resolve("demo.iso"));
    image("disk.iso", "default disk\nlabel disk\nlocalboot 0x80\nlabel a\nkernel k")
        .write(folder.resolve("disk.iso"));
    new IsoWriter("DATA").file("/a", Contents.zeros(9)).write(folder.resolve("data.iso"));
    byte[] whole = Files.readAllBytes(folder.resolve("demo.iso"));
    Files.write(folder.resolve("cut.iso"), Arrays.copyOf(whole, whole.length - 1));
  }

  private static IsoWriter image(String label, String menu) {
    return new IsoWriter(label).file("/isolinux/isolinux.cfg", Contents.of(menu.getBytes(UTF_8)));
  }

  private int execute(String... args) {
    CommandLine line = CommandLineFactory.create();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] words =
        Stream.of(args)
            .map(word -> word.matches("[a-z]+\\.iso") ? folder.resolve(word).toString() : word)
            .toArray(String[]::new);
    return line.execute(Arguments.normalise(line, words));
  }

  @Test
  void inspectShowsMenuAndKernels() {
    assertEquals(0, execute("inspect", "demo.iso"), err::toString);
    List<String> lines = out.toString().lines().map(line -> line.replaceAll(" +", " ")).toList();
    assertTrue(lines.contains("boot loader ISOLINUX 6.04"), out.toString());
    assertTrue(lines.contains("* demo Demo kernel /boot/demo - console=ttyS0"), out.toString());
    assertTrue(lines.contains(" more:"), out.toString());
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("ELF kernel, 64-bit, PVH entry")),
        out.toString());
    assertTrue(lines.stream().anyMatch(line -> line.contains("no such file")), out.toString());
  }

  @Test
  void inspectWritesJson() throws IOException {
    assertEquals(0, execute("inspect", "demo.iso", "--json"), err::toString);
    Map<String, Object> fields = JSON.std.mapFrom(out.toString());
    assertEquals("demo.iso", fields.get("volume"));
    assertEquals(true, fields.get("bootsDirectly"));
    Map<?, ?> menu = (Map<?, ?>) fields.get("menu");
    assertEquals(0, menu.get("default"));
    assertEquals(6, ((List<?>) menu.get("entries")).size());
  }

  @Test
  void inspectTellsModulesFromKernels() {
    assertEquals(0, execute("inspect", "demo.iso", "boot/fs.ko", "/boot"), err::toString);
    assertTrue(out.toString().contains("kernel module, not a kernel 6.1.0"), out.toString());
    assertTrue(out.toString().contains("/boot/demo"), out.toString());
  }

  @Test
  void statusSaysWhetherItCanBeBooted() {
    assertEquals(1, execute("inspect", "data.iso"), err::toString);
    assertTrue(out.toString().contains("It cannot be booted"), out.toString());
    assertEquals(1, execute("inspect", "demo.iso", "/none"), err::toString);
    assertEquals("", err.toString());
  }

  @Test
  void fastBootsTheDefaultEntry() throws IOException {
    Path serial = folder.resolve("serial");
    int status =
        execute(
            "run",
            "-cdrom",
            "demo.iso",
            "--fast",
            "-serial",
            "file:" + serial,
            "--until=demo kernel");
    assertEquals(0, status, err::toString);
    assertTrue(Files.readString(serial).contains("This is the demo kernel"));
    assertFalse(err.toString().contains("serial console"), err.toString());
  }

  @Test
  void fastSaysWhenNothingWillBeSeen() {
    int status =
        execute(
            "run",
            "-cdrom",
            "demo.iso",
            "--fast",
            "--entry=quiet",
            "--display=none",
            "--max-instructions=1K");
    assertEquals(ExitStatus.LIMIT.code(), status, err::toString);
    assertTrue(err.toString().contains("name no serial console"), err.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run -cdrom demo.iso --fast --entry=dem     | 1 | did you mean 'demo'?
          run -cdrom demo.iso --fast --entry=nothing | 1 | it has 'demo', 'quiet'
          run -cdrom demo.iso --fast --entry=Twice   | 1 | several entries
          run -cdrom demo.iso --fast --entry=reboot  | 1 | runs a program of the boot loader
          run -cdrom demo.iso --fast --entry=gone    | 1 | there is no kernel /boot/gone
          run -cdrom demo.iso --entry=demo           | 2 | --fast
          run -cdrom demo.iso --fast -kernel x       | 2 | leave out -kernel
          run -cdrom disk.iso --fast                 | 1 | hands over to another boot loader
          run -cdrom data.iso --fast                 | 1 | no configuration of ISOLINUX or GRUB
          run -cdrom cut.iso --fast                  | 1 | 1 bytes are missing
          run -cdrom none.iso --fast                 | 1 | there is no file
          run -hda demo.iso --fast                   | 1 | give it with -cdrom
          iso debian-1 new.iso                       | 2 | choose debian-12 or debian-13
          iso debian-13 /none/at/all/x.img           | 1 | there is no folder
          iso debian-13 /                            | 1 | there is no folder
          iso debian-13 /tmp                         | 1 | is a folder: name a file
          inspect                                    | 2 | FILE
          inspect none.iso                           | 1 | there is no file
          inspect cut.iso                            | 1 | 1 bytes are missing
          """)
  void wrongInputIsOneSentence(String command, int status, String part) {
    assertEquals(status, execute(command.split(" ")), err::toString);
    assertTrue(err.toString().contains(part), err.toString());
    assertEquals(
        1,
        err.toString().lines().filter(line -> !line.contains("serial console")).count(),
        err.toString());
  }
}
