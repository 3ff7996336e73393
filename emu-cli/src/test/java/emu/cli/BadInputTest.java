package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.guest.Guest;
import emu.cli.guest.Guest.BuiltInKernel;
import emu.core.asm.Assembler;
import emu.core.asm.PvhElf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What a user gets wrong is told in one sentence, with a status, and without a stack trace. */
class BadInputTest {
  private static final int BOOT_FLAG = 0x1FE;
  private static final int LOAD_FLAGS = 0x211;

  @TempDir private static Path folder;

  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void makeFiles() throws IOException {
    BuiltInKernel demo = (BuiltInKernel) Guest.DEMO.origin();
    byte[] kernel = Files.readAllBytes(demo.assemble());
    Files.write(folder.resolve("kernel"), kernel);
    String linux = "org 0x100000\nbits 32\nhlt\ndb 'Linux version 0'\n";
    Files.write(folder.resolve("linux"), PvhElf.of(Assembler.assemble(linux), 0x10_0000));
    Files.write(folder.resolve("cut"), Arrays.copyOf(kernel, kernel.length / 2));
    Files.writeString(folder.resolve("text"), "Lorem ipsum dolor sit amet\n".repeat(50));
    Files.write(folder.resolve("zeros"), new byte[5000]);
    Files.createFile(folder.resolve("empty"));
    byte[] setup = new byte[2048];
    byte[] header = {0x55, (byte) 0xAA, 0, 0, 'H', 'd', 'r', 'S', 0x0F, 2};
    System.arraycopy(header, 0, setup, BOOT_FLAG, header.length);
    setup[LOAD_FLAGS] = 1;
    Files.write(folder.resolve("bzimage"), setup);
    byte[] initrd = gzip(new byte[1 << 20]);
    Files.write(folder.resolve("initrd-cut"), Arrays.copyOf(initrd, initrd.length / 2));
    Files.write(folder.resolve("initrd-large"), gzip(new byte[32 << 20]));
  }

  private static byte[] gzip(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(data);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -kernel absent                                            | 1   | there is no kernel
          -kernel .                                                 | 1   | is a directory
          -kernel text                                              | 1   | is a text file
          -kernel zeros                                             | 1   | neither a Linux bzImage nor
          -kernel empty                                             | 1   | is empty
          -kernel cut                                               | 1   | get the file again
          -kernel bzimage                                           | 1   | get the file again
          -kernel linux -initrd absent                              | 1   | there is no initrd
          -kernel linux -initrd initrd-cut --unpack-initrd          | 1   | ends early
          -kernel linux -initrd initrd-large --unpack-initrd -m 16  | 1   | -m
          -kernel kernel -initrd absent                             | 1   | there is no module
          -kernel kernel -m 1                                       | 1   | -m takes 2 MiB to
          -kernel kernel -m 4000G                                   | 1   | -m takes 2 MiB to
          -kernel kernel --boot-protocol linux32                    | 1   | use --protocol pvh
          -kernel kernel --protocol multiboot2                      | 1   | it has a PVH note
          -kernel kernel --load-address 0xA0000                     | 1   | wants the memory
          -kernel kernel --protocol pvh --load-address 1            | 1   | leave it out
          -kernel kernel --protocol flat --entry main               | 1   | has no symbol 'main'
          -kernel kernel --entry 5                                  | 1   | leave it out
          -kernel kernel --load-address x                           | 2   | is no address
          -kernel kernel --mode 8                                   | 2   | 16, 32, 64
          -kernel kernel --stats none/s.json                        | 1   | cannot write --stats
          -kernel kernel -serial file:none/s                        | 1   | cannot write -serial
          -cdrom absent                                             | 1   | there is no CD image
          -hda .                                                    | 1   | is a directory
          -fda empty                                                | 1   | is empty
          -cdrom text -hdc text                                     | 1   | the same drive
          -kernel kernel -nographic -display window                 | 1   | leave out -nographic
          -kernel kernel -vga none -display window                  | 1   | leave out -display
          -kernel kernel -vga none -vnc :1                          | 1   | leave out -vnc
          -kernel kernel -vga none --until-screen x                 | 1   | with -vga none there
          -kernel kernel -serial stdio -monitor stdio               | 1   | Ctrl-A C
          -kernel kernel -serial stdio -display curses              | 1   | takes the terminal
          -kernel kernel --screenshot x.png@until                   | 1   | until what
          -kernel kernel --keys type:€                              | 1   | another layout
          -kernel kernel -k xx --keys a                             | 1   | no keyboard layout
          -kernel kernel -monitor file:absent                       | 1   | no file
          -kernel kernel --keys wait:nothing --max-instructions 99  | 124 | waiting for 'nothing'
          -kernel kernel --quick                                    | 2   | there is no option
          -kernel kernel --timeout 0.1 --clock host                 | 124 | --timeout ended the run
          -kernel kernel --max-instructions 99                      | 124 | --max-instructions ended
          -kernel kernel --until Keys                               | 0   |
          """)
  void isOneSentence(String options, int status, String sentence) {
    String[] args =
        Stream.concat(Stream.of("run"), Stream.of(options.split(" ")).map(BadInputTest::inFolder))
            .toArray(String[]::new);
    CommandLine line = CommandLineFactory.create();
    line.setErr(new PrintWriter(err));

    assertEquals(status, line.execute(Arguments.normalise(line, args)), err::toString);

    String told = err.toString();
    if (sentence == null) {
      assertEquals("", told);
    } else {
      assertTrue(told.startsWith("emu: "), told);
      assertTrue(told.contains(sentence), told);
      assertEquals(1, told.lines().count(), told);
    }
  }

  private static String inFolder(String word) {
    return switch (word) {
      case "absent", ".", "text", "zeros", "empty", "cut", "kernel", "bzimage", "linux" ->
          path(word);
      case "none/s.json", "initrd-cut", "initrd-large" -> path(word);
      case "file:none/s", "file:absent" -> "file:" + path(word.substring(5));
      default -> word;
    };
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }
}
