package emu.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import emu.core.cpu.EngineStatistics;
import emu.core.inspect.CodeLine;
import emu.core.inspect.PageDifference;
import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final EngineFigures FIRST =
      new EngineFigures("interpreter", 2_000_000, 0.5, 0.25, EngineStatistics.NONE);
  private static final EngineFigures SECOND =
      new EngineFigures(
          "jit", 2_000_000, 0.25, 0.2, new EngineStatistics(1_234, 1_200, 56_789, 1_500_000_000L));

  private static Outcome outcome(List<Checkpoint> checkpoints, Divergence divergence) {
    return new Outcome(
        StopReason.of(Kind.INSTRUCTION_LIMIT),
        1_000_000,
        FIRST,
        SECOND,
        0.9,
        checkpoints,
        divergence);
  }

  private static Outcome different() {
    SequencedMap<String, Long> first = registers();
    SequencedMap<String, Long> second = registers();
    second.put("rax", 2L);
    second.put("cr2", 3L);
    Sighting seen =
        new Sighting(
            1_000_001,
            new Sighting.Side(1_000_001, StopReason.of(Kind.INSTRUCTION_LIMIT), first),
            new Sighting.Side(1_000_001, StopReason.of(Kind.TRIPLE_FAULT), second),
            new LinkedHashSet<>(List.of("8254")),
            List.of(new PageDifference(0x1000, 4, 5)));
    return outcome(
        List.of(
            new Checkpoint(1_000_000, 0xAB, 0xAB, true),
            new Checkpoint(2_000_000, 0xCD, 0xEF, false)),
        new Divergence(
            1_000_000,
            seen,
            true,
            List.of(new CodeLine(0x100, "90", "nop")),
            List.of(new CodeLine(0x101, "40", "inc eax"))));
  }

  private static SequencedMap<String, Long> registers() {
    SequencedMap<String, Long> registers = new LinkedHashMap<>();
    registers.put("rip", 0x102L);
    registers.put("rax", 1L);
    for (int i = 0; i < 16; i++) {
      registers.put("register" + i, 0L);
    }
    registers.put("cr0", 0L);
    registers.put("cr2", 0L);
    return registers;
  }

  private static String text(Outcome outcome) {
    StringWriter text = new StringWriter();
    TextReport.print(outcome, new PrintWriter(text));
    return text.toString();
  }

  private static void assertLine(String text, String line) {
    assertTrue(
        text.lines().map(l -> l.strip().replaceAll(" +", " ")).anyMatch(line::equals),
        () -> "'" + line + "' is not in\n" + text);
  }

  @Test
  void theTableShowsBothEngines() {
    String text = text(outcome(List.of(new Checkpoint(1_000_000, 1, 1, true)), null));
    assertLine(text, "interpreter jit");
    assertLine(text, "wall time 0.500 s 0.250 s");
    assertLine(text, "CPU time of its thread 0.250 s 0.200 s");
    assertLine(text, "speed 4.0 MIPS 8.0 MIPS");
    assertLine(text, "regions - 1,234");
    assertLine(text, "classes - 1,200");
    assertLine(text, "bytecode - 56,789 bytes");
    assertLine(text, "compile time - 1.500 s");
    assertLine(text, "CPU time of the whole process: 0.9 s");
    assertLine(text, "1,000,000 0000000000000001 0000000000000001");
    assertLine(text, "The states are equal after 1,000,000 instructions.");
  }

  @Test
  void theTableShowsTheLastStates() {
    List<Checkpoint> checkpoints = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      checkpoints.add(new Checkpoint(1_000_000 + i, 1, 1, true));
    }
    String text = text(outcome(checkpoints, null));
    assertTrue(text.contains("1,000,099"), text);
    assertTrue(text.contains("1,000,090"), text);
    assertFalse(text.contains("1,000,089"), text);
  }

  @Test
  void whatDiffersIsMarked() {
    String text = text(different());
    assertLine(text, "* 2,000,000 00000000000000cd 00000000000000ef");
    assertLine(text, "rip 0000000000000102 0000000000000102");
    assertLine(text, "* rax 0000000000000001 0000000000000002");
    assertLine(text, "* cr2 0000000000000000 0000000000000003");
    assertFalse(text.contains("cr0"), "registers of the system that do not differ\n" + text);
    assertLine(text, "* ended no TRIPLE_FAULT");
    assertLine(text, "* devices: 8254");
    assertLine(text, "* memory at 000000001000 0000000000000004 0000000000000005");
    assertLine(text, "0000000000000100 90 nop");
    assertLine(text, "* 0000000000000101 40 inc eax");
    assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
  }

  @Test
  void jsonHoldsEverything() throws IOException {
    Map<String, Object> json = JSON.std.mapFrom(JsonReport.of(different(), "instruction-limit"));
    assertEquals(false, json.get("equal"));
    assertEquals("instruction-limit", json.get("end"));
    assertEquals(2, ((List<?>) json.get("states")).size());
    Map<?, ?> jit = (Map<?, ?>) ((List<?>) json.get("engines")).get(1);
    assertEquals(1_234, jit.get("regions"));
    assertEquals(1.5, jit.get("compileSeconds"));
    Map<?, ?> divergence = (Map<?, ?>) json.get("divergence");
    assertEquals(1_000_000, divergence.get("lastEqual"));
    assertEquals(1_000_001, divergence.get("firstDifferent"));
    assertEquals(
        List.of("0000000000000001", "0000000000000002"),
        ((Map<?, ?>) divergence.get("registers")).get("rax"));
    assertEquals(
        List.of("0000000000000004", "0000000000000005"),
        ((Map<?, ?>) divergence.get("memory")).get("0000000000001000"));
    assertEquals(List.of("8254"), divergence.get("devices"));
    assertEquals(
        "inc eax", ((Map<?, ?>) ((List<?>) divergence.get("suspects")).getFirst()).get("text"));
  }

  @Test
  void jsonOfEqualStatesHasNoDivergence() throws IOException {
    Map<String, Object> json = JSON.std.mapFrom(JsonReport.of(outcome(List.of(), null), "halted"));
    assertEquals(true, json.get("equal"));
    assertFalse(json.containsKey("divergence"));
  }
}
