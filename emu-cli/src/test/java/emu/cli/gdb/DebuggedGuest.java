package emu.cli.gdb;

import emu.cli.drive.DriveSet;
import emu.cli.monitor.Monitor;
import emu.cli.option.Engine;
import emu.cli.option.GdbTarget;
import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.asm.PvhElf;
import emu.devices.board.BoardConfig;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.board.StopReason;
import emu.devices.boot.BootProtocol;
import emu.devices.boot.KernelLoader;
import emu.devices.boot.KernelRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A machine with a kernel of the test, stopped before its first instruction, and its server. */
final class DebuggedGuest implements AutoCloseable {
  /** Goes to 64-bit mode, and then counts in memory and registers without end. */
  static final String KERNEL =
      """
      org 0x100000
      bits 32
      start:
        mov esp, stack_end
        mov dword [pml4], pdpt + 3
        mov dword [pdpt], 0x83
        mov eax, cr4
        or eax, 0x20
        mov cr4, eax
        mov eax, pml4
        mov cr3, eax
        mov ecx, 0xC0000080
        rdmsr
        or eax, 0x100
        wrmsr
        mov eax, cr0
        or eax, 0x80000000
        mov cr0, eax
        lgdt [gdt_pointer]
        jmp 0x08:long_mode
      bits 64
      long_mode:
        mov eax, 0x10
        mov ds, ax
        mov ss, ax
        mov rbx, 0x1122334455667788
        xor ecx, ecx
      again:
        inc ecx
        test ecx, 0xFFF
        jnz next
      store:
        mov [counter], ecx
      stored:
        mov eax, [counter]
      next:
        jmp again
      align 16
      gdt:
        dq 0, 0x00AF9B000000FFFF, 0x00CF93000000FFFF
      gdt_pointer:
        dw 23
        dd gdt
      counter:
        dq 0
      align 4096
      pml4: times 4096 db 0
      pdpt: times 4096 db 0
      stack: times 4096 db 0
      stack_end:
      """;

  final Machine machine;
  final Assembly kernel = Assembler.assemble(KERNEL);
  private final GdbServer server;
  private final Monitor monitor;
  private final DriveSet drives = new DriveSet(List.of());
  private final CompletableFuture<StopReason> end = new CompletableFuture<>();

  DebuggedGuest(Engine engine) throws Exception {
    this(engine, config -> config);
  }

  DebuggedGuest(Engine engine, UnaryOperator<BoardConfig> additions) throws Exception {
    Path file = Files.createTempFile("emu-", ".elf");
    Files.write(file, PvhElf.of(kernel, kernel.symbol("start")));
    KernelRequest request = new KernelRequest(file, List.of(), "", BootProtocol.AUTO, true);
    machine =
        new Machine(
            additions.apply(BoardConfig.deterministic(16 << 20, value -> {})),
            engine.factory(),
            target -> KernelLoader.load(request, target));
    machine.setPaused(true);
    monitor = new Monitor(machine, drives);
    server = new GdbServer(machine, true, monitor::answer);
    server.open(new GdbTarget.Tcp("127.0.0.1", 0));
    Thread.ofPlatform().daemon().start(this::run);
    file.toFile().deleteOnExit();
  }

  private void run() {
    try {
      end.complete(machine.run(RunLimits.NONE));
    } catch (Exception e) {
      end.completeExceptionally(e);
    }
  }

  RemoteClient client() throws Exception {
    return new RemoteClient(server.port());
  }

  long symbol(String name) {
    return kernel.symbol(name);
  }

  /** Why the run ended, which it has or will. */
  StopReason end() throws Exception {
    return end.get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    machine.stop(StopReason.of(StopReason.Kind.USER));
    end.join();
    server.close();
    monitor.close();
    machine.close();
    drives.close();
  }
}
