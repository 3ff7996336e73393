package emu.devices.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a loader works with: the machine, what the user asks for, and where everything goes. */
public final class BootContext {
  /** Linux takes 2,047 bytes; other kernels say nothing. */
  private static final long COMMAND_LINE_LIMIT = 2047;

  private final KernelRequest request;
  private final BootTarget target;
  private final GuestLayout layout;

  BootContext(KernelRequest request, BootTarget target) {
    this.request = request;
    this.target = target;
    this.layout = new GuestLayout(target.memory(), target.map());
  }

  /** What the user asks for. */
  public KernelRequest request() {
    return request;
  }

  /** Where in memory everything goes. */
  public GuestLayout layout() {
    return layout;
  }

  /** Physical address of the ACPI RSDP, or 0. */
  public long rsdp() {
    return target.rsdp();
  }

  /** The display adapter, in text mode. */
  public Optional<BootDisplay> display() {
    return target.display();
  }

  /** Begins to read the initial RAM disks, to be stacked below {@code limit}. */
  public StackedInitrds readInitrds(long limit) {
    return new StackedInitrds(request, layout, limit);
  }

  /** Writes the command line and returns its address; it may have {@code limit} bytes. */
  public long writeCommandLine(long limit) throws BootException {
    byte[] bytes = BootData.commandLine(request.commandLine(), limit);
    long address = layout.allocateLow(bytes.length, 16, "the command line");
    layout.write(address, bytes);
    return address;
  }

  /** What Linux is told of, with its initial RAM disks as one. */
  public BootData linuxData(long commandLineLimit, StackedInitrds initrds) throws BootException {
    long commandLine = writeCommandLine(commandLineLimit);
    return new BootData(commandLine, initrds.load(), rsdp());
  }

  /** What other kernels are told of, each initial RAM disk a module of its own. */
  public BootData moduleData() throws BootException {
    return new BootData(writeCommandLine(COMMAND_LINE_LIMIT), loadModules(), rsdp());
  }

  /** Puts each initial RAM disk into memory as a module; the kernel is there already. */
  public List<BootModule> loadModules() throws BootException {
    List<BootModule> modules = new ArrayList<>();
    for (BootFile file : request.initrds()) {
      modules.add(ModuleFile.of(file).load(layout));
    }
    return modules;
  }
}
