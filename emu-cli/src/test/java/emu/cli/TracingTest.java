package emu.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.asm.PvhElf;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Records of runs by the command line. */
class TracingTest {
  /** Counts down, raises #UD, which its handler skips, and ends by the debug-exit port. */
  private static final String GUEST =
      """
      org 0x100000
      bits 32
      start:
        mov esp, 0x200000
        lgdt [gdtr]
        jmp 8:flat
      flat:
        mov eax, handler
        mov [idt + 6 * 8], ax
        mov word [idt + 6 * 8 + 2], 8
        mov word [idt + 6 * 8 + 4], 0x8E00
        shr eax, 16
        mov [idt + 6 * 8 + 6], ax
        lidt [idtr]
        mov ecx, 1000
      spin:
        call leaf
        dec ecx
        jnz spin
        ud2
        mov al, 0
        out 0xF4, al
      halt:
        jmp halt
      leaf:
        imul eax, ecx
        ret
      handler:
        add dword [esp], 2
        iretd
      align 8
      gdt:
        dq 0, 0x00CF9B000000FFFF, 0x00CF93000000FFFF
      gdtr:
        dw 23
        dd gdt
      idtr:
        dw 7 * 8 - 1
        dd idt
      idt:
        times 64 db 0
      """;

  private static final List<String> LABELS =
      List.of("start", "flat", "spin", "halt", "leaf", "handler", "gdt");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Assembly guest;

  @BeforeEach
  void makeKernel() throws IOException {
    guest = Assembler.assemble(GUEST);
    Files.write(folder.resolve("kernel"), PvhElf.of(guest, guest.symbol("start")));
    StringBuilder map = new StringBuilder();
    for (String label : LABELS) {
      map.append("%016x %s %s\n".formatted(guest.symbol(label), "T", label));
    }
    Files.writeString(folder.resolve("System.map"), map);
  }

  private int execute(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = CommandLineFactory.create();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(Arguments.normalise(line, args));
  }

  private int run(String options) {
    String all =
        "run -kernel KERNEL -device isa-debug-exit,iobase=0xf4,iosize=0x04 -m 16 -display none "
            + options;
    return execute(named(all).split(" "));
  }

  private String named(String options) {
    return options
        .replace("KERNEL", path("kernel"))
        .replace("MAP", path("System.map"))
        .replace("FOLDER", folder.toString());
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @ParameterizedTest
  @CsvSource({"'in_asm,exec,int,mmu,pcall,ioport'", "'int,pcall,ioport'", "'exec,cpu,nochain'"})
  void bothEnginesWriteTheSame(String items) throws IOException {
    for (String engine : List.of("interpreter", "jit")) {
      int status =
          run("--engine " + engine + " -d " + items + " -D FOLDER/" + engine + " --symbols MAP");
      assertEquals(1, status, err::toString);
    }
    String log = read("interpreter");
    assertTrue(log.length() > 300, log);
    assertEquals(log, read("jit"));
  }

  @Test
  void theDemoIsTheSameInBothEngines() throws IOException {
    for (String engine : List.of("interpreter", "jit")) {
      int status =
          execute(
              named(
                      "boot demo -serial null -display none --max-instructions 30K --engine %s"
                              .formatted(engine)
                          + " -d int,pcall,ioport,mmu,exec -D FOLDER/%1$s --trace FOLDER/%1$s.gz"
                              .formatted(engine))
                  .split(" "));
      assertEquals(ExitStatus.LIMIT.code(), status, err::toString);
    }
    assertTrue(read("jit").contains("CR2=00000deadbeef000"));
    assertEquals(read("interpreter"), read("jit"));
    try (var first = new GZIPInputStream(Files.newInputStream(folder.resolve("interpreter.gz")));
        var second = new GZIPInputStream(Files.newInputStream(folder.resolve("jit.gz")))) {
      byte[] trace = first.readAllBytes();
      assertTrue(trace.length > 1000);
      assertArrayEquals(trace, second.readAllBytes());
    }
  }

  @Test
  void logsNameCode() throws IOException {
    assertEquals(1, run("-d int,exec -D FOLDER/log --symbols MAP"), err::toString);
    String log = read("log");
    String fault = "%016x".formatted(guest.symbol("leaf") - 8);
    assertTrue(log.lines().anyMatch(line -> line.endsWith(" leaf")), log);
    assertTrue(log.contains(" v=06 e=0000 i=0 cpl=0 IP=0008:" + fault), log);
    assertTrue(log.contains(" <spin+0x8>\n"), log);
  }

  @Test
  void filtersTakeRangesAndSymbols() throws IOException {
    assertEquals(1, run("-d exec -D FOLDER/log --symbols MAP -dfilter leaf"), err::toString);
    List<String> lines = read("log").lines().toList();
    assertEquals(1000, lines.size());
    assertTrue(lines.stream().allMatch(line -> line.endsWith(" leaf")), lines::toString);
    long leaf = guest.symbol("leaf");
    String range = "0x%x..0x%x,0x10+3".formatted(leaf, leaf + 1);
    assertEquals(1, run("-d exec -D FOLDER/range -dfilter " + range), err::toString);
    assertEquals(1000, read("range").lines().count());
    assertEquals(
        1,
        run(
            "-d exec -D FOLDER/part -dfilter %d-1 --trace-from 100 --trace-count 1K"
                .formatted(leaf)));
    assertEquals(200, read("part").lines().count());
  }

  @Test
  void tracesAreShown() throws IOException {
    assertEquals(1, run("--trace FOLDER/trace.gz --trace-from 3"), err::toString);
    int status = execute("trace-dump", path("trace.gz"), "--symbols", path("System.map"));
    assertEquals(0, status, err::toString);
    List<String> lines = out.toString().lines().toList();
    assertEquals(
        "3 %016x <flat>  mov eax,0x%x".formatted(guest.symbol("flat"), guest.symbol("handler")),
        lines.getFirst());
    String ud = "%016x <spin+0x8>".formatted(guest.symbol("spin") + 8);
    assertTrue(out.toString().contains(" EXCEPTION v=06 at " + ud + "\n"), lines::toString);
    assertEquals(0, execute("trace-dump", path("trace.gz"), "--from", "11", "--count", "6"));
    assertEquals(6, out.toString().lines().count(), out::toString);
  }

  @Test
  void profilesAreTheSameInBothEngines() throws IOException {
    for (String engine : List.of("interpreter", "jit")) {
      String options = " --profile FOLDER/%s --profile-every 49 --symbols MAP".formatted(engine);
      assertEquals(1, run("--engine " + engine + options), err::toString);
    }
    List<String> stacks = read("jit").lines().toList();
    assertEquals(List.of("leaf", "spin"), stacks.stream().map(TracingTest::firstWord).toList());
    assertEquals(102, stacks.stream().mapToInt(line -> Integer.parseInt(line.split(" ")[1])).sum());
    assertEquals(read("interpreter"), read("jit"));
  }

  private static String firstWord(String line) {
    return line.split(" ")[0];
  }

  /** As DynamoRIO's tools and their like do it: module and offset of each block. */
  @Test
  void coverageIsReadBack() throws IOException {
    assertEquals(1, run("--coverage FOLDER/c.drcov"), err::toString);
    byte[] file = Files.readAllBytes(folder.resolve("c.drcov"));
    List<String> head = new String(file, ISO_8859_1).lines().limit(6).toList();
    assertEquals(
        List.of(
            "DRCOV VERSION: 2",
            "DRCOV FLAVOR: drcov",
            "Module Table: version 2, count 1",
            "Columns: id, base, end, entry, path",
            "  0, 0x0000000000100000, 0x%016x, 0x0000000000100000, %s"
                .formatted(0x10_0000 + guest.size(), path("kernel"))),
        head.subList(0, 5));
    int blocks = Integer.parseInt(head.get(5).replaceAll("BB Table: (\\d+) bbs", "$1"));
    ByteBuffer table =
        ByteBuffer.wrap(file, file.length - 8 * blocks, 8 * blocks).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals("bbs\n", new String(file, table.position() - 4, 4, ISO_8859_1));
    Map<Long, Integer> found = new HashMap<>();
    while (table.hasRemaining()) {
      long address = 0x10_0000L + table.getInt();
      found.put(address, (int) table.getShort());
      assertEquals(0, table.getShort());
    }
    assertEquals(4, found.get(guest.symbol("leaf")));
    assertEquals(5, found.get(guest.symbol("handler")));
    assertTrue(found.containsKey(guest.symbol("start")));
    assertFalse(found.containsKey(guest.symbol("halt") + 1));
  }

  @Test
  void linesAreNeededForLcov() {
    assertEquals(1, run("--coverage FOLDER/c.info"));
    assertTrue(err.toString().contains("has no line numbers: build it with -g"), err.toString());
  }

  @Test
  void helpListsWhatCanBeLogged() {
    assertEquals(0, run("-d help"));
    assertTrue(out.toString().lines().anyMatch(line -> line.startsWith("in_asm ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -d int,out_asm                    | 2 | -d knows no 'out_asm': choose from in_asm, int
          -D FOLDER/log                     | 1 | -D needs to know what to log
          -d int -D FOLDER/none/log         | 1 | cannot write -D to
          -d int -D FOLDER/log.zst          | 1 | give a name that ends in .gz
          -d exec -dfilter nothing          | 1 | there is no symbol 'nothing' in
          -d exec -dfilter 5..4             | 1 | it ends before it begins
          -d exec -dfilter ..4              | 1 | is no range
          -d exec --symbols FOLDER/none     | 1 | --symbols
          -d exec --symbols FOLDER/kernel -dfilter x | 1 | there is no symbol 'x'
          -d exec --trace-from -1           | 2 | is not a number of instructions
          """)
  void badInputIsOneSentence(String options, int status, String sentence) {
    assertEquals(status, run(options));
    assertTrue(err.toString().contains(sentence), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
  }

  @Test
  void whatIsNoTraceIsRefused() throws IOException {
    assertEquals(1, execute("trace-dump", path("kernel")));
    assertTrue(err.toString().contains("is no trace of emu"), err.toString());
    assertEquals(1, execute("trace-dump", path("none")));
    assertTrue(err.toString().contains("cannot read the trace"), err.toString());
    assertEquals(1, run("--trace FOLDER/trace"));
    byte[] whole = Files.readAllBytes(folder.resolve("trace"));
    Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 3));
    assertEquals(1, execute("trace-dump", path("cut")));
    assertTrue(err.toString().contains("ends early"), err.toString());
    assertFalse(out.toString().isEmpty());
  }
}
