package emu.devices.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What the user asks to boot.
 *
 * @param kernel a bzImage, or an ELF file with a PVH note or a 64-bit Linux in it
 * @param initrds initial RAM disks, stacked in this order; may be empty
 * @param commandLine the kernel's command line; may be empty
 * @param protocol how to enter the kernel
 * @param decompressInitrds whether the host unpacks the initrds, so that the guest need not
 */
public record KernelRequest(
    Path kernel,
    List<Path> initrds,
    String commandLine,
    BootProtocol protocol,
    boolean decompressInitrds) {

  /** Checks that nothing is null and copies the list. */
  public KernelRequest {
    Objects.requireNonNull(kernel);
    Objects.requireNonNull(commandLine);
    Objects.requireNonNull(protocol);
    initrds = List.copyOf(initrds);
  }
}
