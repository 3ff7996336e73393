package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.asm.PvhElf;
import emu.devices.elf.Symbol;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Code in files of all kinds. */
class DisasmTest {
  private static final String KERNEL =
      """
      org 0x100000
      bits 32
      start:
        mov eax, 1
        call work
        hlt
      bits 64
      work:
        mov rax, [rel value]
        ret
      value: dq 5
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int disasm(String name, byte[] file, String... options) throws IOException {
    Files.write(folder.resolve(name), file);
    CommandLine line = CommandLineFactory.create();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> args = new ArrayList<>(List.of("disasm", folder.resolve(name).toString()));
    args.addAll(Arrays.asList(options));
    return line.execute(Arguments.normalise(line, args.toArray(String[]::new)));
  }

  /** A PVH kernel as {@link PvhElf} makes it, with a symbol table behind it. */
  private static byte[] kernel() {
    Assembly code = Assembler.assemble(KERNEL);
    byte[] elf = PvhElf.of(code, code.symbol("start"));
    String names = "\0start\0work\0";
    int strings = elf.length + 3 * 24;
    int headers = strings + names.length();
    ByteBuffer file = ByteBuffer.allocate(headers + 4 * 64).order(ByteOrder.LITTLE_ENDIAN).put(elf);
    file.position(elf.length + 24);
    symbol(file, 1, code.symbol("start"), code.symbol("work") - code.symbol("start"));
    symbol(file, 7, code.symbol("work"), code.symbol("value") - code.symbol("work"));
    file.put(names.getBytes(StandardCharsets.US_ASCII));
    section(file, headers + 64, 2, elf.length, 3 * 24, 2, 1, 24); // SHT_SYMTAB
    section(file, headers + 128, 3, strings, names.length(), 0, 0, 0); // SHT_STRTAB
    section(file, headers + 192, 1, 0x1000, code.size(), 0, 0, 0); // SHT_PROGBITS
    file.putLong(headers + 192 + 8, 6).putLong(headers + 192 + 16, code.origin());
    file.putLong(40, headers).putShort(58, (short) 64).putShort(60, (short) 4);
    file.putShort(62, (short) 2);
    return file.array();
  }

  private static void symbol(ByteBuffer file, int name, long address, long size) {
    file.putInt(name).put((byte) (Symbol.STB_GLOBAL << 4 | Symbol.STT_FUNC)).put((byte) 0);
    file.putShort((short) 3).putLong(address).putLong(size);
  }

  private static void section(
      ByteBuffer file, int at, int type, int offset, int size, int link, int info, int entry) {
    file.putInt(at + 4, type).putLong(at + 24, offset).putLong(at + 32, size);
    file.putInt(at + 40, link).putInt(at + 44, info).putLong(at + 48, 1).putLong(at + 56, entry);
  }

  @Test
  void startsAtThePvhEntryIn32BitCode() throws IOException {
    assertEquals(0, disasm("kernel", kernel(), "--count", "3"), err::toString);
    assertEquals(
        """

        start:
                  100000:  b8 01 00 00 00                mov eax,0x1
                  100005:  e8 01 00 00 00                call 0x10000b <work>
                  10000a:  f4                            hlt
        """,
        out.toString());
  }

  @Test
  void showsAllOfASymbol() throws IOException {
    assertEquals(0, disasm("kernel", kernel(), "--at", "work"), err::toString);
    assertEquals(
        """

        work:
                  10000b:  48 8b 05 01 00 00 00          mov rax,QWORD PTR [rip+0x1] # 0x100013
                  100012:  c3                            ret
        """,
        out.toString());
  }

  @Test
  void bootSectorsAreCodeOfRealMode() throws IOException {
    byte[] sector =
        Arrays.copyOf(
            Assembler.assemble("org 0x7C00\nbits 16\nmov ax, 3\nint 0x10\nhlt").code(), 512);
    sector[510] = 0x55;
    sector[511] = (byte) 0xAA;
    assertEquals(0, disasm("sector", sector, "--count=3"), err::toString);
    assertEquals(
        """
                    7c00:  b8 03 00                      mov ax,0x3
                    7c03:  cd 10                         int 0x10
                    7c05:  f4                            hlt
        """,
        out.toString());
  }

  @Test
  void multibootHeadersSayWhereCodeLies() throws IOException {
    String source =
        """
        org 0x200000
        bits 32
        dd 0x1BADB002, 0x10000, -(0x1BADB002 + 0x10000), 0x200000, 0x200000, 0, 0, start
        start: inc eax
        jmp start
        """;
    assertEquals(0, disasm("kernel", Assembler.assemble(source).code()), err::toString);
    assertEquals(
        """
                  200020:  40                            inc eax
                  200021:  eb fd                         jmp 0x200020
        """,
        out.toString());
  }

  @Test
  void flatFilesLieWhereTheOptionSays() throws IOException {
    byte[] code = {(byte) 0xEB, (byte) 0xFE, (byte) 0xE8};
    assertEquals(0, disasm("flat", code, "--base", "0xfff0", "--mode", "32"), err::toString);
    assertEquals(
        """
                    fff0:  eb fe                         jmp 0xfff0
                    fff2:  e8                            [cut]
        """,
        out.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --at nothing    | 1 | has no symbol 'nothing'
          --at 0x5        | 1 | has nothing at 0x5: it has 0x100000 to
          --mode 8        | 1 | --mode is 16, 32 or 64
          --count some    | 2 | is no address
          """)
  void badInputIsOneSentence(String options, int status, String sentence) throws IOException {
    assertEquals(status, disasm("kernel", kernel(), options.split(" ")));
    assertTrue(err.toString().contains(sentence), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
  }

  @Test
  void damagedFilesAreToldOf() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      byte[] file = kernel();
      for (int j = 0; j < 5; j++) {
        file[random.nextInt(j == 0 ? 200 : file.length)] = (byte) random.nextInt();
      }
      int status = disasm("kernel", file, "--length", "20");
      assertTrue(status == 0 || status == 1, () -> "seed " + seed + ": " + err);
    }
  }
}
