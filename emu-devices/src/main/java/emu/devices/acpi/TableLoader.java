package emu.devices.acpi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The script by which firmware puts tables into memory where it likes, as QEMU's file
 * etc/table-loader gives it: commands of 128 bytes each, little-endian.
 */
final class TableLoader {
  private static final int COMMAND = 128;
  private static final int NAME = 56;

  private static final int ALLOCATE = 1;
  private static final int ADD_POINTER = 2;
  private static final int ADD_CHECKSUM = 3;

  private static final int ZONE_HIGH = 1;
  private static final int ZONE_F_SEGMENT = 2;

  private final ByteArrayOutputStream script = new ByteArrayOutputStream();

  /** Copy {@code file} to memory below 4 GiB, to a multiple of {@code alignment}. */
  void allocateBelow4GiB(String file, int alignment) {
    allocate(file, alignment, ZONE_HIGH);
  }

  /** Copy {@code file} to where the RSDP is sought, to a multiple of {@code alignment}. */
  void allocateBelow1MiB(String file, int alignment) {
    allocate(file, alignment, ZONE_F_SEGMENT);
  }

  private void allocate(String file, int alignment, int zone) {
    add(name(command(ALLOCATE), file).putInt(alignment).put((byte) zone));
  }

  /** Add the address of {@code target} to the {@code width} bytes at {@code offset} of a file. */
  void addPointer(String file, int offset, int width, String target) {
    add(name(name(command(ADD_POINTER), file), target).putInt(offset).put((byte) width));
  }

  /**
   * Subtract the sum of the {@code length} bytes from {@code start} of {@code file} from the byte
   * at {@code offset}.
   */
  void addChecksum(String file, int offset, int start, int length) {
    add(name(command(ADD_CHECKSUM), file).putInt(offset).putInt(start).putInt(length));
  }

  byte[] script() {
    return script.toByteArray();
  }

  private void add(ByteBuffer command) {
    byte[] bytes = new byte[COMMAND];
    command.rewind().get(bytes);
    script.writeBytes(bytes);
  }

  private static ByteBuffer command(int code) {
    return ByteBuffer.allocate(COMMAND).order(ByteOrder.LITTLE_ENDIAN).putInt(code);
  }

  private static ByteBuffer name(ByteBuffer command, String file) {
    byte[] bytes = new byte[NAME];
    byte[] name = file.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(name, 0, bytes, 0, name.length);
    return command.put(bytes);
  }
}
