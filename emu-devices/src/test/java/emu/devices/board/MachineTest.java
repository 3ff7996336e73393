package emu.devices.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.Cpu;
import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.core.cpu.Flags;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootException;
import emu.devices.keyboard.Key;
import emu.devices.keyboard.KeyEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;

/** The run loop and the wiring, with calls of the test in place of a processor's instructions. */
class MachineTest {
  private static final long RAM = 4 << 20;
  private static final int MASTER_COMMAND = 0x20;
  private static final int MASTER_MASK = 0x21;
  private static final int POWER = 0x604;
  private static final int TIMER_VECTOR = 8;
  private static final int KEYBOARD_VECTOR = 9;

  private final List<Integer> serial = new ArrayList<>();
  private final BoardConfig config =
      BoardConfig.deterministic(RAM, serial::add).withDebugExit(0xF4);

  private static EntryState entry() {
    return new EntryState(
        Mode.PROTECTED_32, 0x10_0000, 0, 7, 0, 0, 0, 0, 0, 0, 0x9000, 0x1F, 0x10, 0x18);
  }

  private static Machine machine(
      BoardConfig config, Consumer<Cpu> step, ObjIntConsumer<Cpu> interrupt) throws BootException {
    return new Machine(config, cpu -> new ScriptedEngine(cpu, step, interrupt), target -> entry());
  }

  private static Machine machine(BoardConfig config, Consumer<Cpu> step) throws BootException {
    return machine(config, step, (cpu, vector) -> {});
  }

  private static void out(Cpu cpu, int port, int value) {
    cpu.ports.write(port, 1, value);
  }

  private static void startTimer(Cpu cpu, int count) {
    out(cpu, 0x43, 0x34);
    out(cpu, 0x40, count & 0xFF);
    out(cpu, 0x40, count >> 8);
    out(cpu, MASTER_MASK, 0xFE);
    cpu.systemFlags |= Flags.IF;
  }

  @Test
  void kernelIsEnteredAsTheLoaderSaid() throws BootException {
    Cpu[] seen = new Cpu[1];
    try (Machine machine = machine(config, cpu -> seen[0] = cpu)) {
      assertEquals(Kind.INSTRUCTION_LIMIT, machine.run(new RunLimits(10, null)).kind());
      assertEquals(10, machine.instructions());
      assertEquals(0x10_0000, seen[0].rip);
      assertEquals(7, seen[0].r[Cpu.RBX]);
      assertEquals(0x10, seen[0].segments[1].selector);
      assertTrue(seen[0].isProtected());
      assertEquals(Kind.INSTRUCTION_LIMIT, machine.run(new RunLimits(25, null)).kind());
      assertEquals(25, machine.instructions());
    }
  }

  @Test
  void haltWarpsToTheTimersNextTick() throws BootException {
    List<Long> ticks = new ArrayList<>();
    long[] results = new long[6];
    for (int run = 0; run < 2; run++) {
      ticks.clear();
      Machine[] self = new Machine[1];
      try (Machine machine =
          machine(
              config,
              cpu -> {
                if (cpu.instructions == 0) {
                  startTimer(cpu, 11932);
                } else {
                  cpu.halted = true;
                }
              },
              (cpu, vector) -> {
                assertEquals(TIMER_VECTOR, vector);
                ticks.add(self[0].virtualNanoseconds());
                out(cpu, MASTER_COMMAND, 0x20);
                if (ticks.size() == 5) {
                  out(cpu, 0xF4, 3);
                }
              })) {
        self[0] = machine;
        assertEquals(new StopReason(Kind.DEBUG_EXIT, 7), machine.run(RunLimits.NONE));
        results[run * 3] = machine.instructions();
        results[run * 3 + 1] = machine.virtualNanoseconds();
        results[run * 3 + 2] = machine.stateHash();
      }
      for (int i = 1; i < ticks.size(); i++) {
        assertEquals(10_000, (ticks.get(i) - ticks.get(i - 1)) / 1_000);
      }
    }
    assertEquals(results[0], results[3]);
    assertEquals(results[1], results[4]);
    assertEquals(results[2], results[5]);
  }

  @Test
  void anEventScheduledMeanwhileIsNotMissed() throws BootException {
    long[] at = new long[1];
    try (Machine machine =
        machine(
            config,
            cpu -> {
              if (cpu.instructions == 50) {
                cpu.systemFlags |= Flags.IF;
                cpu.memory.write(0xFEE0_0320L, 4, 0x40);
                cpu.memory.write(0xFEE0_03E0L, 4, 0xB);
                cpu.memory.write(0xFEE0_0380L, 4, 100);
              }
            },
            (cpu, vector) -> {
              assertEquals(0x40, vector);
              at[0] = cpu.instructions;
              cpu.memory.write(0xFEE0_00B0L, 4, 0);
            })) {
      machine.run(new RunLimits(1_000, null));
    }
    assertEquals(150, at[0]);
  }

  @Test
  void whatFailsBesideTheGuestEndsTheRun() throws BootException {
    BootException damaged = new BootException("the initrd is damaged: get it again");
    BootSource source =
        target -> {
          target.memory().fillLate(0x20_0000, 1).fail(damaged);
          return entry();
        };
    try (Machine machine =
        new Machine(
            config, cpu -> new ScriptedEngine(cpu, step -> {}, (step, vector) -> {}), source)) {
      assertSame(
          damaged,
          assertThrows(BootException.class, () -> machine.run(new RunLimits(1_000, null))));
    }
  }

  @Test
  void powerOffEndsTheRun() throws BootException {
    try (Machine machine = machine(config, cpu -> cpu.ports.write(POWER, 2, 1 << 13))) {
      assertEquals(Kind.POWER_OFF, machine.run(RunLimits.NONE).kind());
      assertEquals(1, machine.instructions());
    }
  }

  @Test
  void resetBootsAgainAndTimeGoesOn() throws BootException {
    int[] boots = new int[1];
    try (Machine machine =
        new Machine(
            config,
            cpu ->
                new ScriptedEngine(
                    cpu,
                    c -> {
                      if (boots[0] == 3) {
                        out(c, 0xF4, 0);
                      } else {
                        out(c, boots[0] == 1 ? 0xCF9 : 0x92, boots[0] == 1 ? 6 : 3);
                      }
                    },
                    (c, vector) -> {}),
            target -> {
              boots[0]++;
              return entry();
            })) {
      assertEquals(new StopReason(Kind.DEBUG_EXIT, 1), machine.run(RunLimits.NONE));
      assertEquals(3, boots[0]);
      assertEquals(3, machine.instructions());
      assertEquals(3, machine.virtualNanoseconds());
    }
  }

  @Test
  void resetEndsTheRunWhenToldSo() throws BootException {
    try (Machine machine = machine(config.withoutReboot(), cpu -> out(cpu, 0xCF9, 6))) {
      assertEquals(Kind.RESET, machine.run(RunLimits.NONE).kind());
    }
    try (Machine machine = machine(config.withoutReboot(), cpu -> cpu.shutdown = true)) {
      assertEquals(Kind.TRIPLE_FAULT, machine.run(RunLimits.NONE).kind());
    }
  }

  @Test
  void haltWithInterruptsOffIsTheEnd() throws BootException {
    try (Machine machine = machine(config, cpu -> cpu.halted = true)) {
      assertEquals(Kind.HALTED, machine.run(RunLimits.NONE).kind());
    }
  }

  @Test
  void aLoaderThatFailsOnResetEndsTheRun() throws BootException {
    int[] boots = new int[1];
    try (Machine machine =
        new Machine(
            config,
            cpu -> new ScriptedEngine(cpu, c -> out(c, 0xCF9, 6), (c, vector) -> {}),
            target -> {
              if (boots[0]++ > 0) {
                throw new BootException("the kernel is gone");
              }
              return entry();
            })) {
      assertThrows(BootException.class, () -> machine.run(RunLimits.NONE));
    }
  }

  @Test
  void theLocalApicMovesWithItsBase() throws BootException {
    try (Machine machine =
        machine(
            config,
            cpu -> {
              long version = cpu.memory.read(0xFEE0_0030L, 4);
              assertTrue(version != 0xFFFF_FFFFL);
              cpu.memory.write(0x20_0030, 4, 5);
              cpu.interruptController().setApicBase(0x20_0900);
              assertEquals(version, cpu.memory.read(0x20_0030, 4));
              assertEquals(0xFFFF_FFFFL, cpu.memory.read(0xFEE0_0030L, 4));
              cpu.interruptController().setApicBase(0xFEE0_0900L);
              assertEquals(version, cpu.memory.read(0xFEE0_0030L, 4));
              assertEquals(5, cpu.memory.read(0x20_0030, 4));
            })) {
      machine.run(new RunLimits(2, null));
    }
  }

  @Test
  void aSinkCanEndTheRun() throws BootException {
    Machine[] self = new Machine[1];
    BoardConfig stopping =
        BoardConfig.deterministic(RAM, value -> self[0].stop(StopReason.of(Kind.REACHED)));
    try (Machine machine =
        machine(
            stopping,
            cpu -> {
              if (cpu.instructions == 20) {
                out(cpu, 0x3F8, 'x');
              }
            })) {
      self[0] = machine;
      assertEquals(Kind.REACHED, machine.run(RunLimits.NONE).kind());
      assertEquals(21, machine.instructions());
    }
  }

  @Test
  void timeoutEndsALoop() throws BootException {
    try (Machine machine = machine(config, cpu -> {})) {
      RunLimits limits = new RunLimits(Long.MAX_VALUE, Duration.ofMillis(20));
      assertEquals(Kind.TIMEOUT, machine.run(limits).kind());
    }
  }

  /**
   * Received bytes and the power button reach the guest, in both modes, also while it is halted.
   */
  @Test
  void inputWakesAHaltedGuest() throws Exception {
    for (ClockMode clock : ClockMode.values()) {
      serial.clear();
      BoardConfig echo =
          new BoardConfig(
              RAM,
              config.cpu(),
              clock,
              Instant.EPOCH,
              true,
              0xF4,
              serial::add,
              value -> {},
              value -> {});
      try (Machine machine =
          machine(
              echo,
              cpu -> {
                if (cpu.instructions == 0) {
                  out(cpu, 0x3F9, 1);
                  out(cpu, 0x3FC, 0x0B);
                  out(cpu, MASTER_MASK, 0xEF);
                  cpu.systemFlags |= Flags.IF;
                }
                cpu.halted = true;
              },
              (cpu, vector) -> {
                int value = cpu.ports.read(0x3F8, 1);
                out(cpu, 0x3F8, value);
                out(cpu, MASTER_COMMAND, 0x20);
                if (value == 'q') {
                  out(cpu, 0xF4, 0);
                }
              })) {
        Thread typist =
            Thread.ofPlatform()
                .start(() -> {
                  for (char c : "hallo q".toCharArray()) {
                    machine.serialInput().offer((byte) c);
                  }
                });
        assertEquals(Kind.DEBUG_EXIT, machine.run(RunLimits.NONE).kind());
        typist.join();
      }
      assertEquals("hallo q".chars().boxed().toList(), serial);
    }
  }

  @Test
  void keysArriveAsScanCodes() throws BootException {
    List<Integer> codes = new ArrayList<>();
    try (Machine machine =
        machine(
            config.withoutReboot(),
            cpu -> {
              out(cpu, MASTER_MASK, 0xFD);
              cpu.systemFlags |= Flags.IF;
              cpu.halted = true;
            },
            (cpu, vector) -> {
              assertEquals(KEYBOARD_VECTOR, vector);
              codes.add(cpu.ports.read(0x60, 1));
              out(cpu, MASTER_COMMAND, 0x20);
              if (codes.size() == 2) {
                out(cpu, 0x64, 0xFE);
              }
            })) {
      machine.keyInput().offer(new KeyEvent(Key.A, true));
      machine.keyInput().offer(new KeyEvent(Key.A, false));
      assertEquals(Kind.RESET, machine.run(RunLimits.NONE).kind());
    }
    assertEquals(List.of(0x1E, 0x9E), codes);
  }

  @Test
  void anotherThreadCanEndTheRun() throws Exception {
    try (Machine machine = machine(config, cpu -> {})) {
      Thread user = Thread.ofPlatform().start(() -> machine.stop(StopReason.of(Kind.USER)));
      assertEquals(Kind.USER, machine.run(RunLimits.NONE).kind());
      user.join();
    }
  }

  @Test
  void hostileAccessesToEverythingDoNotThrow() throws BootException {
    Random random = new Random(0xB0A2D);
    try (Machine machine =
        machine(
            config.withDebugExit(BoardConfig.NO_PORT),
            cpu -> {
              int size = 1 << random.nextInt(3);
              int port = random.nextInt(0x1000);
              long address =
                  switch (random.nextInt(4)) {
                    case 0 -> 0xFEE0_0000L + (random.nextInt(0x400) & ~0xF);
                    case 1 -> 0xFEC0_0000L + (random.nextInt(0x20) & ~0xF);
                    case 2 -> random.nextInt(0x10_0000) & ~7;
                    default -> 0xC000_0000L + ((long) random.nextInt() & 0x3FFF_FFF8);
                  };
              switch (random.nextInt(4)) {
                case 0 -> cpu.ports.write(port, size, random.nextInt());
                case 1 -> cpu.ports.read(port, size);
                case 2 -> cpu.memory.write(address, size, random.nextInt());
                default -> cpu.memory.read(address, size);
              }
              cpu.systemFlags |= Flags.IF;
            })) {
      while (machine.instructions() < 500_000) {
        machine.run(new RunLimits(500_000, null));
      }
      machine.stateHash();
    }
  }
}
