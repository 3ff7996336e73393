package emu.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.cpu.Cpu;
import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.core.inspect.CodeLine;
import emu.core.interp.Interpreter;
import emu.devices.board.BoardConfig;
import emu.devices.board.EngineFactory;
import emu.devices.board.Machine;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small kernel in an interpreter, and in one that does wrong where the test says. */
class ComparisonTest {
  private static final long ORIGIN = 0x10_0000;

  /** Instructions that the kernel runs before it halts. */
  private static final long LENGTH = 3 + 10_000 * 5 + 4 + 2;

  private static final Assembly KERNEL =
      Assembler.assemble(
          """
          org 0x100000
          bits 32
                  mov ecx, 10000
                  mov edi, 0x200000
                  xor eax, eax
          .next:
                  add eax, ecx
                  mov [edi], eax
                  add edi, 4
                  dec ecx
                  jnz .next
                  mov edx, 0x3F8
                  mov al, 'E'
                  out dx, al
                  out 0x80, al
                  cli
                  hlt
          """);

  private final List<String> progress = new ArrayList<>();
  private final ByteArrayOutputStream serial = new ByteArrayOutputStream();
  private long every = 10_000;
  private long limit = Long.MAX_VALUE;
  private String until;
  private Duration timeout;

  private static Machine machine(EngineFactory engine, java.util.function.IntConsumer output)
      throws BootException {
    return new Machine(
        BoardConfig.deterministic(4 << 20, output).withoutReboot(),
        engine,
        target -> {
          target.memory().copyIn(ORIGIN, KERNEL.code());
          return new EntryState(
              Mode.PROTECTED_32, ORIGIN, 0, 0, 0, 0, 0, 0, 0, 0, 0x9000, 0x1F, 0x10, 0x18);
        });
  }

  private Outcome compare(EngineFactory second) throws BootException {
    return compare(second, second);
  }

  private Outcome compare(EngineFactory second, EngineFactory repeatable) throws BootException {
    Setting setting =
        new Setting(
            ComparisonTest::machine,
            new NamedEngine("right", Interpreter::new, Interpreter::new),
            new NamedEngine("wrong", second, repeatable),
            every,
            until,
            limit,
            timeout,
            serial);
    return new Comparison(setting, progress::add).run();
  }

  private static EngineFactory wrongAt(long count, Consumer<Cpu> harm) {
    return cpu -> new FaultyEngine(cpu, count - 1, count, harm);
  }

  @Test
  void equalEnginesComeToTheSameEnd() throws BootException {
    Outcome outcome = compare(Interpreter::new);

    assertTrue(outcome.isEqual());
    assertEquals(Kind.HALTED, outcome.end().kind());
    assertEquals(LENGTH, outcome.instructions());
    assertEquals(LENGTH, outcome.first().instructions());
    assertEquals(LENGTH, outcome.second().instructions());
    assertEquals("E", serial.toString(StandardCharsets.US_ASCII), "what the first guest sent");
    assertEquals(
        List.of(10_000L, 20_000L, 30_000L, 40_000L, 50_000L, LENGTH),
        outcome.checkpoints().stream().map(Checkpoint::instructions).toList());
    assertEquals(6, progress.size());
  }

  @Test
  void theLimitEndsTheComparison() throws BootException {
    limit = 25_000;
    Outcome outcome = compare(Interpreter::new);
    assertTrue(outcome.isEqual());
    assertEquals(Kind.INSTRUCTION_LIMIT, outcome.end().kind());
    assertEquals(25_000, outcome.instructions());
  }

  @Test
  void theTextEndsTheComparison() throws BootException {
    until = "E";
    Outcome outcome = compare(Interpreter::new);
    assertTrue(outcome.isEqual());
    assertEquals(Kind.REACHED, outcome.end().kind());
    assertEquals(LENGTH - 3, outcome.first().instructions());
  }

  @Test
  void theTimeoutEndsTheComparison() throws BootException {
    timeout = Duration.ZERO;
    Outcome outcome = compare(Interpreter::new);
    assertTrue(outcome.isEqual());
    assertEquals(Kind.TIMEOUT, outcome.end().kind());
    assertEquals(0, outcome.instructions());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 10_000, 10_001, 23_456, LENGTH - 1})
  void oneFlippedRegisterIsFound(long count) throws BootException {
    Outcome outcome = compare(wrongAt(count, cpu -> cpu.r[Cpu.RBX] ^= 0x10));

    Divergence divergence = outcome.divergence();
    Sighting seen = divergence.seen();
    assertTrue(divergence.repeated());
    assertEquals(count - 1, divergence.lastEqual());
    assertEquals(count, seen.limit());
    assertEquals(List.of("rbx"), differingRegisters(seen));
    assertEquals(0, seen.first().registers().get("rbx"));
    assertEquals(0x10, seen.second().registers().get("rbx"));
    assertEquals(List.of(), seen.pages());
    assertEquals(0, seen.devices().size());
    assertEquals(1, divergence.suspects().size());
    assertEquals(Math.min(16, count - 1), divergence.before().size());
  }

  private static List<String> differingRegisters(Sighting seen) {
    return seen.first().registers().keySet().stream()
        .filter(
            name -> !seen.first().registers().get(name).equals(seen.second().registers().get(name)))
        .toList();
  }

  @Test
  void theSuspectIsTheInstructionAtThatCount() throws BootException {
    Divergence divergence = compare(wrongAt(23_455, cpu -> cpu.r[Cpu.RAX]++)).divergence();
    CodeLine suspect = divergence.suspects().getFirst();
    assertEquals(new CodeLine(0x10_000E, "89 07", "mov DWORD PTR [edi],eax"), suspect);
    assertEquals("add eax,ecx", divergence.before().getLast().text());
  }

  @Test
  void memoryThatDiffersIsNamed() throws BootException {
    Divergence divergence =
        compare(wrongAt(12_345, cpu -> cpu.memory.write(0x30_0124, 4, 0x55))).divergence();
    Sighting seen = divergence.seen();
    assertEquals(12_345, seen.limit());
    assertEquals(List.of(), differingRegisters(seen));
    assertEquals(1, seen.pages().size());
    assertEquals(0x30_0120, seen.pages().getFirst().address());
    assertEquals(0, seen.pages().getFirst().first());
    assertEquals(0x55L << 32, seen.pages().getFirst().second());
  }

  @Test
  void aDeviceThatDiffersIsNamed() throws BootException {
    Sighting seen =
        compare(wrongAt(31_000, cpu -> cpu.ports.write(0x80, 1, 1))).divergence().seen();
    assertEquals(31_000, seen.limit());
    assertEquals(List.of("POST code"), List.copyOf(seen.devices()));
  }

  @Test
  void aGuestThatEndsInOneEngineOnlyIsADifference() throws BootException {
    Sighting seen = compare(wrongAt(31_003, cpu -> cpu.shutdown = true)).divergence().seen();
    assertEquals(31_003, seen.limit());
    assertEquals(Kind.INSTRUCTION_LIMIT, seen.first().end().kind());
    assertEquals(Kind.TRIPLE_FAULT, seen.second().end().kind());
  }

  /** What a translation does wrong does not show when the engine is stopped inside of it. */
  @ParameterizedTest
  @ValueSource(ints = {2, 7, 30})
  void allInstructionsOfATranslationAreSuspects(int length) throws BootException {
    long start = 34_567;
    Divergence divergence =
        compare(cpu -> new FaultyEngine(cpu, start, start + length, c -> c.r[Cpu.RBX]++))
            .divergence();
    assertTrue(divergence.repeated());
    long first = divergence.lastEqual();
    long last = divergence.seen().limit();
    assertTrue(first <= start && last >= start + length, "the translation is among the suspects");
    assertTrue(last - first <= 2L * length, "and not much more: " + first + " to " + last);
    assertEquals(last - first, divergence.suspects().size());
  }

  @Test
  void aDifferenceThatDoesNotComeAgainIsToldAsItWas() throws BootException {
    int[] machines = new int[1];
    Divergence divergence =
        compare(cpu ->
                machines[0]++ == 0
                    ? new FaultyEngine(cpu, 12_344, 12_345, c -> c.r[Cpu.RBX]++)
                    : new Interpreter(cpu))
            .divergence();
    assertFalse(divergence.repeated());
    assertEquals(10_000, divergence.lastEqual());
    assertEquals(20_000, divergence.seen().limit());
    assertNotEquals(divergence.seen().first().registers(), divergence.seen().second().registers());
    assertEquals(0, divergence.suspects().size());
    assertEquals(16, divergence.before().size());
  }

  /** As a translator's whose translations are ready at another time in each run. */
  @Test
  void thePlaceIsSoughtWithEnginesThatCanBeRepeated() throws BootException {
    int[] machines = new int[1];
    Divergence divergence =
        compare(
                cpu -> wrongAt(41_000 + 1_000 * machines[0]++, c -> c.r[Cpu.RBX]++).create(cpu),
                wrongAt(23_456, c -> c.r[Cpu.RSI]++))
            .divergence();
    assertTrue(divergence.repeated());
    assertEquals(23_455, divergence.lastEqual());
    assertEquals(List.of("rsi"), differingRegisters(divergence.seen()));
    assertEquals(1, machines[0]);
  }

  @Test
  void whatOnlyTheOtherEnginesDoIsSoughtWithThem() throws BootException {
    Divergence divergence =
        compare(wrongAt(12_345, c -> c.r[Cpu.RBX]++), Interpreter::new).divergence();
    assertTrue(divergence.repeated());
    assertEquals(12_345, divergence.seen().limit());
  }

  @Test
  void anEngineThatFailsIsNamed() {
    EngineFactory failing =
        wrongAt(
            5_000,
            cpu -> {
              throw new ArithmeticException("a fault of the test");
            });
    String message = assertThrows(IllegalStateException.class, () -> compare(failing)).getMessage();
    assertEquals("the engine wrong failed after 5,000 instructions", message);
  }
}
