package emu.core.asm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssemblerTest {
  private static String hex(String source) {
    return HexFormat.of().formatHex(Assembler.assemble(source).code());
  }

  /**
   * Lines {@code bits | source | bytes}, where the bytes are those that NASM 2.16 made of it at
   * 0x1000.
   */
  @Test
  void agreesWithNasm() throws IOException {
    String[] lines;
    try (InputStream in = AssemblerTest.class.getResourceAsStream("nasm.txt")) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
    }
    assertTrue(lines.length > 300);
    for (String line : lines) {
      int first = line.indexOf(" | ");
      int last = line.lastIndexOf(" | ");
      String source = line.substring(first + 3, last).replace("\\n", "\n");
      String bytes = hex("bits " + line.substring(0, first) + "\norg 0x1000\n" + source);
      assertEquals(line.substring(last + 3), bytes, line);
    }
  }

  @Test
  void symbols() {
    Assembly assembly =
        Assembler.assemble(
            """
            org 0x7c00
            size equ end - start
            start: nop
            .here: jmp next.there
            next:
            .there: hlt
            end:
            """);
    assertEquals(0x7C00, assembly.origin());
    assertEquals(0x7C00, assembly.symbol("start"));
    assertEquals(0x7C01, assembly.symbol("start.here"));
    assertEquals(0x7C03, assembly.symbol("next.there"));
    assertEquals(4, assembly.symbol("size"));
    assertThrows(IllegalArgumentException.class, () -> assembly.symbol("other"));
  }

  @Test
  void jumpsGrowAsFarAsTheyMust() {
    assertEquals("eb7f", hex("bits 64\njmp x\ntimes 127 nop\nx:").substring(0, 4));
    assertEquals("e980000000", hex("bits 64\njmp x\ntimes 128 nop\nx:").substring(0, 10));
    // The first jump reaches its target only as long as the second is short, and the second is not
    String source = "bits 64\njz x\ntimes 124 nop\njz y\nx:\ntimes 200 nop\ny:";
    assertEquals("0f8482000000", hex(source).substring(0, 12));
    assertThrows(AssemblyException.class, () -> hex("bits 64\njmp short x\ntimes 128 nop\nx:"));
  }

  @Test
  void objdumpStyleOperands() {
    assertEquals("64488b042528000000", hex("bits 64\nmov rax,QWORD PTR fs:0x28"));
    assertEquals("64488b00", hex("bits 64\nmov rax,QWORD PTR fs:[rax]"));
    assertEquals("d8c3", hex("fadd st,st(3)"));
  }

  @Test
  void strings() {
    assertEquals("6162", hex("db 'ab'"));
    assertEquals("6100", hex("dw 'a'"));
    assertEquals("610a00", hex("db `a\\n\\0`"));
    assertEquals("3b", hex("db ';' ; a comment"));
  }

  @Test
  void reservedAndAligned() {
    assertArrayEquals(new byte[20], Assembler.assemble("resd 2\nresb 4\nresq 1").code());
    assertEquals("01ffffff02", hex("db 1\nalign 4, db 0xff\ndb 2"));
    assertEquals("019002", hex("db 1\nalign 2\ndb 2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nop;mvo eax, 1 | line 2: unknown instruction 'mvo'",
        "jmp nowhere | line 1: 'nowhere' is not defined",
        "a: nop;;a: nop | line 3: 'a' is defined twice",
        "mov al, ebx | line 1: no form of MOV takes these operands, or a value is too large",
        "mov al, 256 | line 1: no form of MOV takes these operands, or a value is too large",
        "add [bx], 1 | line 1: the width of the memory operand is not clear: write byte, word,"
            + " dword or qword",
        "db 256 | line 1: 0x100 does not fit into 8 bits",
        "db 1/0 | line 1: division by zero",
        "mov ax, [bx | line 1: ']' expected before end of line",
        "mov ax, 12q | line 1: '12q' is not a number of up to 64 bits",
        "mov ax, [eax*6] | line 1: an address that no instruction can form",
        "mov ax, [al] | line 1: a register that cannot be part of an address",
        "mov eax, [esp*2] | line 1: the stack pointer cannot be an index",
        "mov ax, [eax+bx] | line 1: base and index differ in width",
        "db 'abc | line 1: a string without a closing '",
        "nop 5 | line 1: no form of NOP takes these operands, or a value is too large",
        "times -1 nop | line 1: a count of -1",
        "resb 0x10000000 | line 1: a count of 268435456: more than 64 MiB",
        "bits 48 | line 1: bits takes 16, 32 or 64",
        "mov rax, rbx | line 1: no form of MOV takes these operands, or a value is too large",
        "x: times 1 + x % 2 - 0 nop;y equ x + y + 1 | line 1: the addresses do not settle; is there"
            + " a cycle of times, align or equ?",
        "align 3 | line 1: align takes a power of 2",
        "mov ax, # | line 1: unexpected character '#'",
        "eax: nop | line 1: 'eax' is a register, not a label",
      })
  void errorsNameLineAndCause(String source, String message) {
    String text = source.replace(";", "\n");
    AssemblyException error = assertThrows(AssemblyException.class, () -> Assembler.assemble(text));
    assertEquals(message, error.getMessage());
  }
}
