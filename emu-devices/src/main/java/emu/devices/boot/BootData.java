package emu.devices.boot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What every boot protocol hands to the kernel beside the kernel itself; addresses are physical.
 *
 * @param commandLine address of the command line, ended by a zero
 * @param initrd address of the initrd; 0 if there is none
 * @param initrdLength its bytes
 * @param rsdp address of the ACPI RSDP; 0 if there is none
 */
public record BootData(long commandLine, long initrd, long initrdLength, long rsdp) {

  /**
   * Writes {@code text} with its terminating zero and returns where; it may have {@code limit}
   * bytes before that.
   */
  public static long writeCommandLine(GuestLayout layout, String text, long limit)
      throws BootException {
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
    long address = layout.allocateLow(bytes.length + 1L, 16, "the command line");
    layout.write(address, Arrays.copyOf(bytes, bytes.length + 1));
    return address;
  }
}
