package emu.bench.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import emu.core.interp.Interpreter;
import emu.devices.board.BoardConfig;
import emu.devices.board.EngineFactory;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootProtocol;
import emu.devices.boot.KernelLoader;
import emu.devices.boot.KernelRequest;
import emu.jit.Jit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loops of the benchmark, a few passes of each. */
class LoopGuestTest {
  private static final int DEBUG_EXIT = 0xF4;
  private static final RunLimits LIMITS = new RunLimits(200_000_000, null);

  @TempDir Path folder;

  private String run(EngineFactory engine, int scale, int parts) throws Exception {
    Path kernel = folder.resolve("loops.elf");
    Files.write(kernel, LoopGuest.elf(LoopGuest.LOOPS, scale, parts));
    KernelRequest request = new KernelRequest(kernel, List.of(), "", BootProtocol.AUTO, false);
    StringBuilder sent = new StringBuilder();
    BoardConfig config =
        BoardConfig.deterministic(64 << 20, value -> sent.append((char) value))
            .withDebugExit(DEBUG_EXIT);
    try (Machine machine =
        new Machine(config, engine, target -> KernelLoader.load(request, target))) {
      assertEquals(new StopReason(Kind.DEBUG_EXIT, 1), machine.run(LIMITS), sent::toString);
    }
    return sent.toString();
  }

  private static List<LoopRun> read(String sent) throws IOException {
    return LoopRun.read(new BufferedReader(new StringReader(sent)));
  }

  @Test
  void bothEnginesSendTheSame() throws Exception {
    String sent = run(Interpreter::new, 1, 3);
    assertEquals(sent, run(Jit::engine, 1, 3));
    List<LoopRun> runs = read(sent);
    assertEquals(LoopGuest.LOOPS, runs.stream().map(LoopRun::name).toList());
    for (LoopRun run : runs) {
      assertNotEquals(run.part().checksum(), run.whole().checksum(), run.name());
    }
  }

  @Test
  void partIsTheBeginningOfTheWhole() throws Exception {
    List<LoopRun> whole = read(run(Interpreter::new, 1, 2));
    List<LoopRun> part = read(run(Interpreter::new, 1, 1));
    for (int loop = 0; loop < whole.size(); loop++) {
      LoopRun.Progress expected = whole.get(loop).part();
      LoopRun.Progress found = part.get(loop).whole();
      assertEquals(expected.checksum(), found.checksum());
      assertEquals(expected.instructions(), found.instructions());
    }
  }
}
