package emu.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import emu.devices.board.StopReason.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines in one JVM do not know of each other. */
class ManyMachinesTest {
  private static final List<String> SEEDS = List.of("a", "b");

  @TempDir Path folder;

  private record Subject(Engine engine, String seed) implements Comparable<Subject> {
    @Override
    public int compareTo(Subject other) {
      return toString().compareTo(other.toString());
    }
  }

  private record State(String serial, long instructions, long hash) {}

  private static State run(Path kernel, Subject subject) {
    MachineConfig config = MachineConfig.ofKernel(kernel).memory(16).engine(subject.engine).build();
    try (VirtualMachine machine = new VirtualMachine(config)) {
      machine.serial().send(subject.seed);
      assertEquals(Kind.HALTED, machine.run(Until.guestEnds()).end());
      return new State(machine.serial().text(), machine.instructions(), machine.stateHash());
    }
  }

  @Test
  void eightAtOnceComeToTheStatesOfLoneOnes() throws Exception {
    Path kernel = TestKernel.write(folder.resolve("kernel"), TestKernel.HOT_LOOP);
    Map<Subject, State> alone = new TreeMap<>();
    for (Engine engine : Engine.values()) {
      for (String seed : SEEDS) {
        Subject subject = new Subject(engine, seed);
        alone.put(subject, run(kernel, subject));
      }
    }
    for (String seed : SEEDS) {
      State interpreted = alone.get(new Subject(Engine.INTERPRETER, seed));
      assertEquals(interpreted, alone.get(new Subject(Engine.JIT, seed)));
      assertEquals(12, interpreted.serial.length());
    }
    assertNotEquals(
        alone.get(new Subject(Engine.JIT, "a")), alone.get(new Subject(Engine.JIT, "b")));

    List<Subject> subjects = new ArrayList<>(alone.keySet());
    subjects.addAll(alone.keySet());
    try (ExecutorService threads = Executors.newFixedThreadPool(subjects.size())) {
      List<Callable<State>> runs = new ArrayList<>();
      subjects.forEach(subject -> runs.add(() -> run(kernel, subject)));
      List<Future<State>> states = threads.invokeAll(runs);
      for (int i = 0; i < subjects.size(); i++) {
        assertEquals(alone.get(subjects.get(i)), states.get(i).get(), subjects.get(i).toString());
      }
    }
  }
}
