package emu.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.devices.board.StopReason.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VirtualMachineTest {
  @TempDir Path folder;

  private MachineConfig.Builder kernel(String body) throws IOException {
    return MachineConfig.ofKernel(TestKernel.write(folder.resolve("kernel.elf"), body)).memory(16);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void runsToTheGuestsEndAndTellsItsStatus(Engine engine) throws IOException {
    Path file = folder.resolve("serial");
    MachineConfig config = kernel(TestKernel.HELLO).engine(engine).serialFile(file).build();
    try (VirtualMachine machine = new VirtualMachine(config)) {
      RunResult result = machine.run(Until.guestEnds());
      assertEquals(Kind.DEBUG_EXIT, result.end());
      assertEquals(OptionalInt.of(33), result.exitStatus());
      assertEquals("the guest wrote 0x10 to the debug-exit port, status 33", result.sentence());
      assertEquals("Hello from the kernel\n", machine.serial().text());
      assertEquals(machine.instructions(), result.instructions());
    }
    assertEquals("Hello from the kernel\n", Files.readString(file));
  }

  @Test
  void aPowerOffIsStatusZero() throws IOException {
    try (VirtualMachine machine = new VirtualMachine(kernel(TestKernel.POWER_OFF).build())) {
      RunResult result = machine.reach(Until.guestEnds());
      assertEquals(Kind.POWER_OFF, result.end());
      assertEquals(OptionalInt.of(0), result.exitStatus());
    }
  }

  @Test
  void talksToTheSerialPortTextByText() throws IOException {
    try (VirtualMachine machine = new VirtualMachine(kernel(TestKernel.ECHO).build())) {
      machine.serial().send("HAL");
      machine.reach(Until.serialShows("IB"));
      machine.serial().send("ab");
      machine.reach(Until.serialShows("M"));
      machine.reach(Until.serialShows("bc"));
      assertEquals("IBMbc", machine.serial().text());
      machine.serial().send("q");
      assertEquals(OptionalInt.of(1), machine.run(Until.guestEnds()).exitStatus());
    }
  }

  @Test
  void whatAnEarlierRunWaitedForIsNotFoundAgain() throws IOException {
    try (VirtualMachine machine = new VirtualMachine(kernel(TestKernel.ECHO).build())) {
      machine.serial().send("@@");
      machine.reach(Until.serialShows("A"));
      machine.reach(Until.serialShows("A"));
      RunResult third = machine.run(Until.serialShows("A").atMost(10_000));
      assertEquals(Kind.INSTRUCTION_LIMIT, third.end());
    }
  }

  @Test
  void whatCameWhileNobodyWaitedIsFound() throws IOException {
    try (VirtualMachine machine = new VirtualMachine(kernel(TestKernel.ECHO).build())) {
      machine.serial().send("@");
      machine.run(Until.instructions(10_000));
      assertEquals(10_000, machine.instructions());
      assertTrue(machine.run(Until.serialShows("A")).isReached());
      assertEquals(10_000, machine.instructions());
    }
  }

  @Test
  void aMissedTextSaysWhatHappenedInstead() throws IOException {
    try (VirtualMachine machine = new VirtualMachine(kernel(TestKernel.TRIPLE_FAULT).build())) {
      NotReachedException e =
          assertThrows(NotReachedException.class, () -> machine.reach(Until.serialShows("login:")));
      assertEquals(Kind.TRIPLE_FAULT, e.result().end());
      assertTrue(
          e.getMessage()
              .matches(
                  "the guest did not send 'login:' through its serial port: after [0-9]+"
                      + " instructions, the guest stopped with a triple fault: #UD at 0x.*; the"
                      + " last line that it sent is 'about to fault'"),
          e.getMessage());
      MachineException again =
          assertThrows(MachineException.class, () -> machine.run(Until.guestEnds()));
      assertEquals(
          "the machine cannot run on, since the guest stopped with a triple fault: make another",
          again.getMessage());
      assertTrue(
          e.result().diagnosis().orElseThrow().startsWith("#UD at 0x"),
          () -> e.result().diagnosis().orElseThrow());
    }
  }

  @Test
  void aTimeOutEndsAGuestThatNeverDoes() throws IOException {
    try (VirtualMachine machine = new VirtualMachine(kernel(TestKernel.SPIN).build())) {
      RunResult result = machine.run(Until.guestEnds().within(Duration.ofMillis(50)));
      assertEquals(Kind.TIMEOUT, result.end());
      assertFalse(result.isGuestsEnd());
      assertEquals(OptionalInt.empty(), result.exitStatus());
    }
  }

  @Test
  void anotherThreadStopsIt() throws IOException {
    try (VirtualMachine machine = new VirtualMachine(kernel(TestKernel.SPIN).build())) {
      Thread.ofVirtual().start(machine::stop);
      assertEquals(Kind.USER, machine.run(Until.guestEnds()).end());
    }
  }

  @Test
  void showsMemoryRegistersAndSymbols() throws IOException {
    String body =
        """
                mov dword [value], 0x12345678
                mov ebx, 0xCAFE
                cli
                hlt
        value:  dd 0
        """;
    Path map = folder.resolve("System.map");
    Files.writeString(
        map, "0000000000100000 T start\n0000000000100006 T send\n000000000010f000 T end\n");
    try (VirtualMachine machine = new VirtualMachine(kernel(body).symbols(map).build())) {
      RunResult end = machine.run(Until.guestEnds());
      assertEquals(Kind.HALTED, end.end());
      assertTrue(end.sentence().contains(" <send+0x"), end.sentence());
      assertEquals(0xCAFE, machine.registers().get("rbx"));
      GuestMemory memory = machine.memory();
      assertEquals(0x100006, memory.address("send"));
      assertArrayEquals(memory.physical(0x100000, 4), memory.at("start", 4));
      long halt = machine.registers().get("rip");
      assertEquals(0x12345678, memory.number(halt, 4));
      assertEquals(0xBC, memory.numberAt("start", 1), "MOV ESP, imm32");
      assertEquals("start+0x1", memory.symbols().describe(0x100001).orElseThrow());
      MachineException e = assertThrows(MachineException.class, () -> memory.address("nowhere"));
      assertTrue(e.getMessage().contains("has no symbol 'nowhere'"), e.getMessage());
      assertThrows(MachineException.class, () -> memory.number(0, 9));
    }
  }

  @Test
  void showsTheScreenAndTakesKeys() throws IOException {
    // Each key's scan code goes to the screen as the character of that number.
    String body =
        """
                mov edi, 0xB8000
        .poll:  in al, 0x64
                test al, 1
                jz .poll
                in al, 0x60
                test al, al
                js .poll
                add al, 'A' - 0x1E
                stosb
                inc edi
                jmp .poll
        """;
    try (VirtualMachine machine = new VirtualMachine(kernel(body).display().build())) {
      machine.type("as");
      machine.press("d");
      machine.reach(Until.screenShows("ABC"));
      assertTrue(machine.screen().text().startsWith("ABC\n"), machine.screen().text());
      assertTrue(machine.screen().shows("BC"));
      assertEquals(720, machine.screen().picture().width());
      Path png = folder.resolve("screen.png");
      machine.screen().write(png);
      assertTrue(Files.size(png) > 0);
      assertTrue(machine.run(Until.screenShows("ABC")).isReached());
      assertEquals(
          Kind.INSTRUCTION_LIMIT, machine.run(Until.screenShows("ABCD").atMost(1 << 20)).end());
      assertThrows(MachineException.class, () -> machine.press("anykey"));
      assertThrows(MachineException.class, () -> machine.type("日"));
    }
  }

  @Test
  void bootsADiskWithItsBios() throws IOException {
    byte[] sector = new byte[512 * 63];
    // mov al, 'B'; mov dx, 0x3F8; out dx, al; mov al, 1; out 0xF4, al
    byte[] code = {(byte) 0xB0, 'B', (byte) 0xBA, (byte) 0xF8, 3, (byte) 0xEE};
    byte[] exit = {(byte) 0xB0, 1, (byte) 0xE6, (byte) 0xF4};
    System.arraycopy(code, 0, sector, 0, code.length);
    System.arraycopy(exit, 0, sector, code.length, exit.length);
    sector[510] = 0x55;
    sector[511] = (byte) 0xAA;
    Path disk = Files.write(folder.resolve("disk.img"), sector);
    MachineConfig config = MachineConfig.ofDisk(DiskImage.hardDisk(disk).asSnapshot()).build();
    assertTrue(config.display());
    try (VirtualMachine machine = new VirtualMachine(config)) {
      assertEquals(OptionalInt.of(3), machine.run(Until.guestEnds()).exitStatus());
      assertEquals("B", machine.serial().text());
    }
  }

  @Test
  void whatCannotBeIsOneSentence() throws IOException {
    MachineConfig.Builder builder = kernel(TestKernel.HALT);
    assertEquals(
        "a machine cannot have 1,048,576 bytes of memory: give 2 MiB to 1047552 MiB",
        assertThrows(MachineException.class, () -> builder.memory(1).build()).getMessage());
    assertThrows(MachineException.class, () -> Until.serialShows(""));
    assertThrows(MachineException.class, () -> Until.instructions(-1));
    MachineConfig absent = MachineConfig.ofKernel(folder.resolve("absent")).build();
    MachineException e =
        assertThrows(MachineException.class, () -> new VirtualMachine(absent).close());
    assertTrue(e.getMessage().startsWith("there is no kernel "), e.getMessage());
    MachineConfig nowhere = kernel(TestKernel.HALT).serialFile(folder.resolve("no/where")).build();
    e = assertThrows(MachineException.class, () -> new VirtualMachine(nowhere).close());
    assertTrue(e.getMessage().startsWith("cannot write serial output to "), e.getMessage());
    VirtualMachine closed = new VirtualMachine(kernel(TestKernel.HALT).build());
    closed.close();
    closed.close();
    e = assertThrows(MachineException.class, () -> closed.run(Until.guestEnds()));
    assertEquals("the machine is closed: make another", e.getMessage());
  }
}
