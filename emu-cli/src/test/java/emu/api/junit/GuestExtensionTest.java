package emu.api.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import emu.api.MachineConfig;
import emu.api.MachineException;
import emu.api.TestKernel;
import emu.api.Until;
import emu.api.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.opentest4j.TestAbortedException;

class GuestExtensionTest {
  @TempDir static Path folder;
  private static VirtualMachine seen;

  @BeforeAll
  static void write() throws IOException {
    TestKernel.write(folder.resolve("hello"), TestKernel.HELLO);
  }

  static MachineConfig hello() {
    return MachineConfig.ofKernel(folder.resolve("hello")).memory(16).display().build();
  }

  static String notAMachine() {
    return "";
  }

  /** Tests that fail; others run them. */
  static class Failing {
    @Test
    @Guest(config = "hello")
    void after(VirtualMachine machine) {
      seen = machine;
      machine.run(Until.guestEnds());
      fail("the reason");
    }

    @Test
    void otherwise(@Guest(kernel = "no/kernel") VirtualMachine machine) {}

    @Test
    void aborted(@Guest(config = "hello") VirtualMachine machine) {
      throw new TestAbortedException();
    }

    @Test
    void nothing(@Guest VirtualMachine machine) {}

    @Test
    void missing(@Guest(config = "missing") VirtualMachine machine) {}

    @Test
    void wrong(@Guest(config = "wrongType") VirtualMachine machine) {}

    @Test
    void unmarked(VirtualMachine machine) {}

    static MachineConfig hello() {
      return GuestExtensionTest.hello();
    }

    static String wrongType() {
      return notAMachine();
    }
  }

  private static Throwable failure(String method) {
    List<TestExecutionSummary.Failure> failures = run(method).getFailures();
    assertEquals(1, failures.size(), method);
    return failures.getFirst().getException();
  }

  private static TestExecutionSummary run(String method) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(Failing.class, method, VirtualMachine.class))
                .build(),
            listener);
    return listener.getSummary();
  }

  @Test
  @Guest(config = "hello")
  void eachParameterIsAMachineOfItsOwn(VirtualMachine one, VirtualMachine other) {
    assertNotSame(one, other);
    one.reach(Until.serialShows("Hello"));
    assertEquals(0, other.instructions());
  }

  @Test
  void aFailureShowsWhatTheGuestSent() {
    Throwable failure = failure("after");
    assertInstanceOf(GuestFailure.class, failure);
    String message = failure.getMessage();
    assertTrue(message.startsWith("the reason"), message);
    assertTrue(message.contains("--- serial port\nHello from the kernel\n"), message);
    assertEquals("the reason", failure.getCause().getMessage());
    assertEquals(
        "the machine is closed: make another",
        assertThrows(MachineException.class, () -> seen.run(Until.guestEnds())).getMessage());
  }

  @Test
  void anAbortedTestIsNoFailure() {
    assertEquals(1, run("aborted").getTestsAbortedCount());
  }

  @Test
  void whatCannotBeIsOneSentence() {
    assertTrue(
        failure("otherwise").toString().contains("there is no kernel no/kernel: check the path"));
    assertTrue(failure("nothing").toString().contains("@Guest names nothing to boot"));
    assertTrue(failure("missing").toString().contains("has no method missing()"));
    assertTrue(failure("wrong").toString().contains("does not return a MachineConfig"));
    assertTrue(failure("unmarked").toString().contains("No ParameterResolver"));
  }
}
