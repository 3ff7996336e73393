package emu.cli.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.drive.DriveSet;
import emu.cli.guest.Guest;
import emu.cli.guest.Guest.BuiltInKernel;
import emu.cli.option.DriveImage;
import emu.cli.option.Engine;
import emu.devices.board.BoardConfig;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootProtocol;
import emu.devices.boot.KernelLoader;
import emu.devices.boot.KernelRequest;
import emu.devices.storage.Drive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The commands, on the machine of the built-in kernel after its first few thousand instructions.
 */
class MonitorTest {
  private static final long INSTRUCTIONS = 20_000;

  @TempDir Path folder;

  private DriveSet drives;
  private Machine machine;
  private Monitor monitor;

  @BeforeEach
  void start() throws Exception {
    Files.write(folder.resolve("cd"), new byte[4096]);
    drives =
        new DriveSet(
            List.of(
                new DriveImage(Drive.Kind.CD_ROM, 2, null, true, false, "-drive"),
                new DriveImage(
                    Drive.Kind.HARD_DISK, 0, folder.resolve("cd"), false, true, "-hda")));
    KernelRequest request =
        new KernelRequest(
            ((BuiltInKernel) Guest.DEMO.origin()).assemble(),
            List.of(),
            "",
            BootProtocol.AUTO,
            true);
    machine =
        new Machine(
            drives.connect(BoardConfig.deterministic(64 << 20, value -> {})),
            Engine.INTERPRETER.factory(),
            target -> KernelLoader.load(request, target));
    machine.run(new RunLimits(INSTRUCTIONS, null));
    monitor = new Monitor(machine, drives);
  }

  @AfterEach
  void stop() {
    machine.close();
    drives.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          help                 | screendump FILE.png
          help screendump      | write a picture
          help dance           | there is no command 'dance'
          info                 | info registers
          info dance           | there is no 'info dance'
          dance                | there is no command 'dance'
          info status          | VM status: running
          info status now      | it is written: info status
          info registers       | efer  =0000000000000500
          info registers -a    | xmm15 high
          info cpus            | * CPU #0: pc=0x00000000001
          info pic             | 8259 master: irr=
          info irq             | IRQ 15: low
          info pci             | device  1, function 0: 8086:7000 class 060100
          info mtree           | 0000fec00000-0000fec00fff  IoApic
          info mtree           | 03f8-03ff  Uart16550
          info tlb             | 0000000000000000-000000003fffffff -> 000000000000 -wx-
          info jit             | this engine translates nothing
          info block           | ide1-cd0: empty
          info block           | 4,096 bytes), snapshot
          info version         | unknown
          x/2i $rip            | 0x0000000000100
          print $rip           | 0x0000000000100
          x/4wx 0xdead00000000 | [not mapped]
          xp/4cb 0xe0000       | 'R' 'S' 'D' ' '
          xp /1ub 0xe0000      | 00000000000e0000: 82
          xp/i 0               | only x shows instructions
          xp/0x 0              | no format
          xp/wxd 0             | no format
          x                    | it is written: x [/FMT] ADDRESS
          print (1+2)*-3       | 0xfffffffffffffff7
          print/d 2 * (3 - 4)  | -2
          print $nothing       | there is no register
          print 1+             | is no number
          screendump a.png     | there is no display adapter
          sendkey hyper        | there is no key 'hyper'
          sendkey a 0          | it is written: sendkey
          eject ide9           | there is no drive 'ide9'
          eject ide0-hd0       | is a hard disk
          change ide1-cd0 /no  | there is no CD image
          savevm               | cannot be saved yet
          """)
  void answers(String line, String expected) {
    assertTrue(monitor.run(line).contains(expected), monitor.run(line));
  }

  @Test
  void looksChangeNothing() {
    long before = machine.stateHash();
    monitor.run("info registers -a");
    monitor.run("info pic");
    monitor.run("info tlb");
    monitor.run("xp/1000xb 0xfee00000");
    monitor.run("x/100i $rip");
    assertEquals(before, machine.stateHash());
  }

  @Test
  void stopsAndGoesOn() {
    assertEquals("", monitor.run("stop"));
    assertEquals("VM status: paused", monitor.run("info status").strip());
    assertEquals("", monitor.run("cont"));
    assertFalse(machine.isPaused());
  }

  @Test
  void putsDisksIntoDrives() throws IOException {
    Path image = folder.resolve("my cd");
    Files.write(image, new byte[2048]);
    Drive drive = drives.find("ide1-cd0");
    assertEquals("", monitor.run("change ide1-cd0 " + image));
    assertEquals(1, drive.disk().orElseThrow().sectors());
    assertTrue(monitor.run("info block").contains("my cd (raw, 2,048 bytes), read-only"));
    drive.setLocked(true);
    assertTrue(monitor.run("eject ide1-cd0").contains("locked"));
    assertTrue(drive.disk().isPresent());
    assertEquals("", monitor.run("eject -f ide1-cd0"));
    assertTrue(drive.disk().isEmpty());
  }

  @Test
  void othersAskWhileTheMachineRuns() throws Exception {
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(() -> {
          String text = monitor.answer("info cpus");
          monitor.answer("quit");
          return text;
        });
    assertEquals(Kind.USER, machine.run(RunLimits.NONE).kind());
    assertTrue(answer.get().contains("instructions"));
  }

  @Test
  void thoseWhoAskTooLateAreLetGo() throws Exception {
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(() -> monitor.answer("info cpus"));
    while (!answer.isDone()) {
      monitor.close();
      Thread.onSpinWait();
    }
    assertEquals("", answer.get());
  }
}
