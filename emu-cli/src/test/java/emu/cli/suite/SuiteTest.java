package emu.cli.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.api.MachineConfig;
import emu.api.TestKernel;
import emu.cli.option.MemorySize;
import emu.cli.suite.TestResult.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTest {
  @TempDir Path folder;

  private TestCase test(String name, Expectation expectation) throws IOException {
    Path kernel = TestKernel.write(folder.resolve(name), TestKernel.POWER_OFF);
    return new TestCase(
        name,
        MachineConfig.ofKernel(kernel).memory(16).build(),
        expectation,
        Duration.ofMinutes(1),
        Long.MAX_VALUE);
  }

  @Test
  void anErrorOfTheEmulatorIsTheResultOfItsTestOnly() throws Exception {
    Expectation poweredOff = new Expectation(List.of(), Set.of());
    List<TestCase> tests = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      // What a test has no expectation of, the runner stumbles over.
      tests.add(test("test" + i, i == 2 ? null : poweredOff));
    }
    List<String> told = new ArrayList<>();
    // Room for two machines, so that the others wait for it.
    List<TestResult> results =
        new Suite(4, new MemorySize(40 << 20)).run(tests, result -> told.add(result.name()));
    assertEquals(6, told.size());
    for (int i = 0; i < results.size(); i++) {
      TestResult result = results.get(i);
      assertEquals("test" + i, result.name());
      assertEquals(i == 2 ? Verdict.ERROR : Verdict.PASSED, result.verdict(), result.why());
    }
    String why = results.get(2).why();
    assertTrue(why.startsWith("an internal error of the emulator, please report it: "), why);
  }
}
