package emu.devices.boot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What the protocols of Linux and PVH hand to the kernel beside the kernel itself; addresses are
 * physical.
 *
 * @param commandLine address of the command line, ended by a zero
 * @param modules the files beside it; Linux knows one at the most, its initrd
 * @param rsdp address of the ACPI RSDP; 0 if there is none
 */
public record BootData(long commandLine, List<BootModule> modules, long rsdp) {

  /** Copies the list. */
  public BootData {
    modules = List.copyOf(modules);
  }

  /** Address of the initrd; 0 if there is none. */
  public long initrd() {
    return modules.isEmpty() ? 0 : modules.getFirst().address();
  }

  /** Bytes of the initrd. */
  public long initrdLength() {
    return modules.isEmpty() ? 0 : modules.getFirst().length();
  }

  /**
   * {@code text} with its terminating zero; it may have {@code limit} bytes before that.
   *
   * @throws BootException if it has more, or a zero
   */
  public static byte[] commandLine(String text, long limit) throws BootException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > limit) {
      throw new BootException(
          "the command line of "
              + bytes.length
              + " bytes is longer than the "
              + limit
              + " that this kernel takes: shorten it");
    }
    if (text.indexOf('\0') >= 0) {
      throw new BootException("the command line has a zero byte in it: remove it");
    }
    return Arrays.copyOf(bytes, bytes.length + 1);
  }
}
