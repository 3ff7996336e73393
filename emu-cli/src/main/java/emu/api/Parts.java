package emu.api;

import emu.core.cpu.CpuModel;
import emu.core.crash.AddressNames;
import emu.devices.board.BoardConfig;
import emu.devices.board.EngineFactory;
import emu.devices.board.Machine;
import emu.devices.boot.BootException;
import emu.devices.boot.BootFile;
import emu.devices.boot.KernelLoader;
import emu.devices.boot.KernelRequest;
import emu.devices.storage.Disk;
import emu.devices.storage.Drive;
import emu.devices.storage.ImageException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.IntConsumer;

/** What of the host a machine needs: files that are open as long as it is. */
final class Parts implements AutoCloseable {
  private static final String EXPORTS = "--add-exports java.base/jdk.internal.misc=ALL-UNNAMED";

  private final MachineConfig config;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private OutputStream serialFile = OutputStream.nullOutputStream();

  Parts(MachineConfig config) {
    this.config = config;
  }

  /** Switches the machine on; whatever was opened is closed if that fails. */
  Machine powerOn(IntConsumer serial, IntConsumer debugConsole) {
    checkJava();
    try {
      return make(serial, debugConsole);
    } catch (BootException | ImageException e) {
      close();
      throw new MachineException(e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private static void checkJava() {
    if (!Object.class.getModule().isExported("jdk.internal.misc", Parts.class.getModule())) {
      throw new MachineException("this Java was started without " + EXPORTS + ": add that");
    }
  }

  private Machine make(IntConsumer serial, IntConsumer debugConsole)
      throws BootException, ImageException {
    BoardConfig board =
        withDrives(
            new BoardConfig(
                config.memoryBytes(),
                CpuModel.X86_64_V2,
                config.clock(),
                config.startTime(),
                !config.reboots(),
                config.debugExitPort(),
                serial,
                value -> {},
                debugConsole));
    board = config.display() ? board.withDisplay() : board;
    openSerialFile();
    EngineFactory engines = config.engine().factory(config.translationBytes());
    if (config.kernel().isEmpty()) {
      return new Machine(board, engines);
    }
    KernelRequest request =
        new KernelRequest(
            BootFile.of(config.kernel().get()),
            config.modules().stream().map(BootFile::of).toList(),
            config.commandLine(),
            config.protocol(),
            config.unpackModules(),
            Optional.empty(),
            config.placement());
    return new Machine(board, engines, target -> KernelLoader.load(request, target));
  }

  private BoardConfig withDrives(BoardConfig plain) throws ImageException {
    BoardConfig board = plain;
    for (DiskImage image : config.disks()) {
      Disk disk = image.open();
      open.push(disk);
      Drive drive = new Drive(image.kind(), disk);
      board =
          image.kind() == Drive.Kind.FLOPPY
              ? board.withFloppy(image.place(), drive)
              : board.withIde(image.place(), drive);
    }
    return board;
  }

  private void openSerialFile() {
    if (config.serialFile().isPresent()) {
      try {
        serialFile = new BufferedOutputStream(Files.newOutputStream(config.serialFile().get()));
        open.push(serialFile);
      } catch (IOException e) {
        throw new MachineException(
            "cannot write serial output to %s: check that its folder is there"
                .formatted(config.serialFile().get()),
            e);
      }
    }
  }

  /** Names of addresses, by the symbols if there are any. */
  AddressNames names() {
    return config.symbols().map(SymbolNames::of).orElse(AddressNames.NONE);
  }

  /** Takes a byte for the file of the serial port. */
  void copy(int value) {
    try {
      serialFile.write(value);
    } catch (IOException e) {
      throw new MachineException("serial output cannot be written any more (is the disk full?)", e);
    }
  }

  @Override
  public void close() {
    MachineException failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        failure =
            new MachineException(
                "what was written to a file may not all be there (%s)".formatted(e.getMessage()),
                e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
