package emu.devices.boot;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Initial RAM disks that are read beside the kernel: both are large. */
public final class StackedInitrds {
  private final GuestLayout layout;
  private final long limit;
  private final Future<Initrd> initrd;

  StackedInitrds(KernelRequest request, GuestLayout layout, long limit) {
    this.layout = layout;
    this.limit = limit;
    long most = Math.min(limit, layout.ramBytes());
    FutureTask<Initrd> task =
        new FutureTask<>(() ->
            Initrd.read(request.initrds(), most, request.decompressInitrds(), request.cache()));
    initrd = task;
    Thread.ofPlatform().daemon().name("initrd reader").start(task);
  }

  /** Puts them as high as they fit, one behind the other; one module, or none. */
  public List<BootModule> load() throws BootException {
    Initrd disks = await();
    if (disks.length() == 0) {
      return List.of();
    }
    long address = layout.allocateHigh(disks.length(), limit, "the initrd");
    disks.load(layout, address);
    return List.of(new BootModule(address, disks.length(), ""));
  }

  private Initrd await() throws BootException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return initrd.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case BootException cause -> throw cause;
        case OutOfMemoryError cause -> throw KernelLoader.tooLarge(cause);
        default -> throw new IllegalStateException(e.getCause());
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
