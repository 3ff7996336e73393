package emu.cli.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.devices.elf.SourceLine;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LcovFileTest {

  @Test
  void aLineRanAsOftenAsItsCodeThatRanMost() {
    TreeMap<Long, Long> counts = new TreeMap<>(Long::compareUnsigned);
    counts.putAll(Map.of(0x100L, 3L, 0x108L, 5L, 0x110L, 0L, -0x100L, 1L, -0xF0L, 0L));
    LcovFile file =
        new LcovFile(
            visitor -> {
              visitor.visit(0xF0, 0x104, new SourceLine("b.c", 7));
              visitor.visit(0x104, 0x10C, new SourceLine("b.c", 8));
              visitor.visit(0x110, 0x114, new SourceLine("b.c", 9));
              visitor.visit(0x114, 0x118, new SourceLine("b.c", 8));
              visitor.visit(-0xF8, -0xF4, new SourceLine("a.c", 1));
            },
            counts);
    assertEquals(
        """
        TN:
        SF:a.c
        DA:1,1
        LH:1
        LF:1
        end_of_record
        SF:b.c
        DA:7,3
        DA:8,5
        DA:9,0
        LH:2
        LF:3
        end_of_record
        """,
        file.text());
  }
}
