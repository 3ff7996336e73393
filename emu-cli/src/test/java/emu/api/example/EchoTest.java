package emu.api.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.api.MachineConfig;
import emu.api.RunResult;
import emu.api.TestKernel;
import emu.api.Until;
import emu.api.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the library without JUnit's extension. */
class EchoTest {
  @Test
  void talksToAGuest(@TempDir Path folder) throws IOException {
    Path kernel = TestKernel.write(folder.resolve("kernel.elf"), TestKernel.ECHO);
    MachineConfig config =
        MachineConfig.ofKernel(kernel).commandLine("selftest").memory(64).build();
    try (VirtualMachine machine = new VirtualMachine(config)) {
      machine.serial().send("HAL");
      machine.reach(Until.serialShows("IBM").within(Duration.ofSeconds(30)));
      machine.serial().send("q");
      RunResult end = machine.run(Until.guestEnds().within(Duration.ofSeconds(30)));
      assertEquals("the guest wrote 0x0 to the debug-exit port, status 1", end.sentence());
    }
  }
}
