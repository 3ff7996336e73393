package emu.api.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.api.MachineConfig;
import emu.api.RunResult;
import emu.api.TestKernel;
import emu.api.Until;
import emu.api.VirtualMachine;
import emu.api.junit.Guest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a kernel's tests. */
class HelloKernelTest {
  @TempDir static Path folder;

  @BeforeAll
  static void build() throws IOException {
    TestKernel.write(folder.resolve("kernel.elf"), TestKernel.HELLO);
  }

  static MachineConfig kernel() {
    return MachineConfig.ofKernel(folder.resolve("kernel.elf")).memory(16).build();
  }

  @Test
  void greetsAndSucceeds(@Guest(config = "kernel") VirtualMachine machine) {
    machine.reach(Until.serialShows("Hello from the kernel").within(Duration.ofSeconds(30)));
    RunResult end = machine.run(Until.guestEnds().within(Duration.ofSeconds(30)));
    assertEquals(OptionalInt.of(33), end.exitStatus());
  }
}
