package emu.devices.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the user asks to boot.
 *
 * @param kernel the file
 * @param initrds initial RAM disks; stacked in this order for Linux, modules for other kernels; may
 *     be empty
 * @param commandLine the kernel's command line; may be empty
 * @param protocol how to enter the kernel
 * @param decompressInitrds whether the host unpacks the initrds, so that the guest need not
 * @param cache keeps for the next run what took long to find out; empty if nothing is to be kept
 * @param placement where the kernel goes, if it does not say so itself
 */
public record KernelRequest(
    BootFile kernel,
    List<BootFile> initrds,
    String commandLine,
    BootProtocol protocol,
    boolean decompressInitrds,
    Optional<LoaderCache> cache,
    Placement placement) {

  /** Checks that nothing is null and copies the list. */
  public KernelRequest {
    Objects.requireNonNull(kernel);
    Objects.requireNonNull(commandLine);
    Objects.requireNonNull(protocol);
    Objects.requireNonNull(cache);
    Objects.requireNonNull(placement);
    initrds = List.copyOf(initrds);
  }

  /** The same for files of the host, of which nothing is kept. */
  public KernelRequest(
      Path kernel,
      List<Path> initrds,
      String commandLine,
      BootProtocol protocol,
      boolean decompressInitrds) {
    this(
        BootFile.of(kernel),
        initrds.stream().map(BootFile::of).toList(),
        commandLine,
        protocol,
        decompressInitrds,
        Optional.empty(),
        Placement.NONE);
  }

  /** The same for a kernel that says where it goes. */
  public KernelRequest(
      BootFile kernel,
      List<BootFile> initrds,
      String commandLine,
      BootProtocol protocol,
      boolean decompressInitrds,
      Optional<LoaderCache> cache) {
    this(kernel, initrds, commandLine, protocol, decompressInitrds, cache, Placement.NONE);
  }

  /** The same with {@code newCache}. */
  public KernelRequest with(LoaderCache newCache) {
    return new KernelRequest(
        kernel,
        initrds,
        commandLine,
        protocol,
        decompressInitrds,
        Optional.of(newCache),
        placement);
  }

  /** The same with {@code newPlacement}. */
  public KernelRequest with(Placement newPlacement) {
    return new KernelRequest(
        kernel, initrds, commandLine, protocol, decompressInitrds, cache, newPlacement);
  }
}
