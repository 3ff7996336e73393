package emu.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.guest.Guest;
import emu.cli.guest.Guest.BuiltInKernel;
import emu.cli.option.Engine;
import emu.devices.board.BoardConfig;
import emu.devices.board.ClockMode;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootProtocol;
import emu.devices.boot.KernelLoader;
import emu.devices.boot.KernelRequest;
import emu.devices.keyboard.Key;
import emu.devices.keyboard.KeyEvent;
import emu.devices.storage.Drive;
import emu.devices.storage.MemoryDisk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A machine that is made again is at each count of instructions in the state of before. */
class ReplayTest {
  private static final long RAM = 16 << 20;

  private final StringBuilder output = new StringBuilder();

  private Machine machine(Engine engine, BoardConfig config) throws Exception {
    BuiltInKernel demo = (BuiltInKernel) Guest.DEMO.origin();
    KernelRequest request =
        new KernelRequest(demo.assemble(), List.of(), "", BootProtocol.AUTO, true);
    return new Machine(config, engine.factory(), target -> KernelLoader.load(request, target));
  }

  private BoardConfig config() {
    return BoardConfig.deterministic(RAM, value -> output.append((char) value)).withDisplay();
  }

  private static void type(Machine machine, String text) {
    for (byte key : text.getBytes(StandardCharsets.US_ASCII)) {
      assertTrue(machine.serialInput().offer(key));
    }
  }

  /** Runs to {@code count} in slices whose lengths {@code random} chooses. */
  private static void run(Machine machine, long count, Random random) throws Exception {
    while (machine.instructions() < count) {
      long slice = 1 + (long) (random.nextDouble() * 400_000);
      long end = Math.min(count, machine.instructions() + slice);
      assertEquals(Kind.INSTRUCTION_LIMIT, machine.run(new RunLimits(end, null)).kind());
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void sameStateAtTheSameCount(Engine engine) throws Exception {
    long seed = 5;
    Random random = new Random(seed);
    Map<Long, Long> hashes = new TreeMap<>();
    try (Machine machine = machine(engine, config())) {
      for (int i = 0; i < 20; i++) {
        if (i % 3 == 0) {
          type(machine, "a\033[A\r");
        }
        if (i == 10) {
          machine.pressResetButton();
        }
        if (i % 5 == 0) {
          assertTrue(machine.keyInput().offer(new KeyEvent(Key.A, i % 2 == 0)));
        }
        run(machine, (i + 1) * 1_000_000L + random.nextInt(1000), random);
        hashes.put(machine.instructions(), machine.stateHash());
      }
      String sent = output.toString();
      assertTrue(sent.indexOf("demo kernel") < sent.lastIndexOf("demo kernel"), "no reset");
      for (long count : List.copyOf(hashes.keySet()).reversed()) {
        if (random.nextInt(5) == 0) {
          machine.replayTo(count);
          assertEquals(count, machine.instructions());
          assertEquals(hashes.get(count), machine.stateHash(), count + ", seed " + seed);
        }
      }
      long last = List.copyOf(hashes.keySet()).getLast();
      run(machine, last, random);
      assertEquals(hashes.get(last), machine.stateHash(), "after the way forward, seed " + seed);
      assertEquals(sent, output.toString(), "nothing is sent twice");
    }
  }

  /** What is typed while the past comes again waits for the present. */
  @Test
  void typedDuringAReplay() throws Exception {
    try (Machine machine = machine(Engine.JIT, config())) {
      Random random = new Random(1);
      while (!output.toString().contains("Keys are echoed")) {
        run(machine, machine.instructions() + 500_000, random);
      }
      long count = machine.instructions();
      long present = machine.stateHash();
      run(machine, count + 1, random);
      machine.replayTo(count / 2);
      type(machine, "after");
      run(machine, count, random);
      assertEquals(present, machine.stateHash());
      run(machine, count + 100_000, random);
      assertTrue(output.toString().contains("after"), output.toString());
    }
  }

  @Test
  void saysWhyItCannotBe() throws Exception {
    BoardConfig host =
        new BoardConfig(
            RAM,
            config().cpu(),
            ClockMode.HOST,
            config().startTime(),
            false,
            BoardConfig.NO_PORT,
            value -> {},
            value -> {},
            value -> {});
    try (Machine machine = machine(Engine.INTERPRETER, host)) {
      assertTrue(machine.whyNotReplayed().orElseThrow().contains("--clock virtual"));
    }
    MemoryDisk disk = MemoryDisk.ofDisk(new byte[1 << 20]);
    Drive drive = new Drive(Drive.Kind.HARD_DISK, disk);
    try (Machine machine = machine(Engine.INTERPRETER, config().withIde(0, drive))) {
      assertTrue(machine.whyNotReplayed().isEmpty());
      disk.write(0, 1, new byte[512], 0);
      assertTrue(machine.whyNotReplayed().orElseThrow().contains("-snapshot"));
    }
  }
}
