package emu.devices.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.Cpu;
import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a user does to a machine from outside. */
class MachineControlTest {
  private final BoardConfig config = BoardConfig.deterministic(4 << 20, value -> {});

  private static Machine machine(BoardConfig config, Consumer<Cpu> step) throws BootException {
    return new Machine(
        config,
        cpu -> new ScriptedEngine(cpu, step, (processor, vector) -> {}),
        target ->
            new EntryState(
                Mode.PROTECTED_32, 0x10_0000, 0, 7, 0, 0, 0, 0, 0, 0, 0x9000, 0x1F, 0x10, 0x18));
  }

  @Test
  void tasksAreDoneOnTheMachinesThread() throws BootException {
    List<Thread> threads = new ArrayList<>();
    try (Machine machine = machine(config, cpu -> {})) {
      machine.perform(() -> {
        threads.add(Thread.currentThread());
        machine.perform(() -> machine.stop(StopReason.of(Kind.USER)));
      });
      assertEquals(Kind.USER, machine.run(RunLimits.NONE).kind());
    }
    assertEquals(List.of(Thread.currentThread()), threads);
  }

  @Test
  void scheduledTasksKeepTheirTimesInAnySlices() throws BootException {
    List<Long> times = new ArrayList<>();
    try (Machine machine = machine(config, cpu -> {})) {
      machine.schedule(2_000, () -> times.add(machine.instructions()));
      machine.schedule(
          500,
          () -> {
            times.add(machine.instructions());
            machine.schedule(1_000, () -> times.add(machine.instructions()));
            machine.schedule(100, () -> times.add(machine.instructions()));
          });
      for (int end = 300; end <= 3_000; end += 300) {
        machine.run(new RunLimits(end, null));
      }
    }
    assertEquals(List.of(500L, 500L, 1_000L, 2_000L), times);
  }

  @Test
  void scheduledTasksOutliveAReset() throws BootException {
    List<Long> times = new ArrayList<>();
    int[] resets = new int[1];
    try (Machine machine =
        machine(
            config,
            cpu -> {
              if (cpu.instructions == 100) {
                resets[0]++;
                cpu.ports.write(0xCF9, 1, 6);
              }
            })) {
      machine.schedule(50, () -> times.add(machine.instructions()));
      machine.schedule(500, () -> times.add(machine.instructions()));
      machine.run(new RunLimits(1_000, null));
    }
    assertEquals(1, resets[0]);
    assertEquals(List.of(50L, 500L), times);
  }

  @Test
  void theResetButtonResetsOrEndsTheRun() throws BootException {
    int[] entries = new int[1];
    Consumer<Cpu> step =
        cpu -> {
          if (cpu.rip == 0x10_0000) {
            entries[0]++;
            cpu.rip++;
          }
        };
    try (Machine machine = machine(config, step)) {
      machine.run(new RunLimits(10, null));
      machine.pressResetButton();
      machine.run(new RunLimits(20, null));
    }
    assertEquals(2, entries[0]);
    try (Machine machine = machine(config.withoutReboot(), step)) {
      machine.pressResetButton();
      assertEquals(Kind.RESET, machine.run(RunLimits.NONE).kind());
    }
  }

  @Test
  void aPausedMachineDoesNothingButTasks() throws BootException {
    int[] done = new int[1];
    try (Machine machine = machine(config, cpu -> {})) {
      machine.schedule(100, () -> machine.setPaused(true));
      assertEquals(Kind.TIMEOUT, machine.run(new RunLimits(1_000, Duration.ofMillis(50))).kind());
      assertEquals(100, machine.instructions());
      assertTrue(machine.isPaused());
      machine.perform(() -> done[0]++);
      machine.perform(() -> machine.setPaused(false));
      assertEquals(Kind.INSTRUCTION_LIMIT, machine.run(new RunLimits(1_000, null)).kind());
      assertFalse(machine.isPaused());
    }
    assertEquals(1, done[0]);
  }

  @Test
  void theHostsClockStandsStillInAPause() {
    Pace pace = Pace.of(ClockMode.HOST);
    pace.setPaused(true);
    long before = pace.now();
    pace.setPaused(true);
    assertEquals(before, pace.now());
    pace.setPaused(false);
    long after = pace.now();
    while (pace.now() == after) {
      Thread.onSpinWait();
    }
    assertTrue(pace.now() > before);
  }
}
