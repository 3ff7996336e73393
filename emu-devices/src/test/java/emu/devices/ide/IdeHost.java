package emu.devices.ide;

import emu.core.bus.BusDevice;
import emu.core.memory.PhysicalMemory;
import emu.devices.storage.Drive;
import emu.devices.testing.ManualTime;
import emu.devices.testing.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A PIIX3's IDE function whose primary channel a test uses as a driver does. */
final class IdeHost implements AutoCloseable {
  static final int DATA = 0;
  static final int ERROR = 1;
  static final int FEATURES = 1;
  static final int COUNT = 2;
  static final int LBA_LOW = 3;
  static final int LBA_MID = 4;
  static final int LBA_HIGH = 5;
  static final int DEVICE = 6;
  static final int STATUS = 7;
  static final int COMMAND = 7;

  final PhysicalMemory memory = new PhysicalMemory(1 << 20);
  final ManualTime time = new ManualTime();
  final Wire interrupt = new Wire();
  final Piix3Ide function;
  final BusDevice command;
  final BusDevice control;
  final BusDevice master;

  /** One with {@code drives} on its primary channel. */
  IdeHost(Drive... drives) {
    List<Optional<Drive>> places = List.of(drives).stream().map(Optional::of).toList();
    function = new Piix3Ide(memory, time.events(), interrupt, new Wire(), places);
    function.writeConfig(0x04, 2, 0x0005);
    function.writeConfig(0x40, 2, 0x8000);
    command = function.commandBlock(0);
    control = function.controlBlock(0);
    master = function.busMasters();
  }

  int in(int register) {
    return (int) command.read(register, 1);
  }

  void out(int register, int value) {
    command.write(register, 1, value);
  }

  int alternateStatus() {
    return (int) control.read(0, 1);
  }

  /** Lets time pass until the selected device is not busy, and returns its status. */
  int await() {
    for (int i = 0; i < 1000 && (alternateStatus() & Status.BSY) != 0; i++) {
      time.run(1000);
    }
    return alternateStatus();
  }

  /** Writes a command with a 28-bit address. */
  void command(int code, long lba, int count) {
    out(DEVICE, 0xE0 | (int) (lba >> 24) & 0xF);
    out(COUNT, count);
    out(LBA_LOW, (int) lba);
    out(LBA_MID, (int) (lba >> 8));
    out(LBA_HIGH, (int) (lba >> 16));
    out(COMMAND, code);
  }

  /** Writes a command with a 48-bit address. */
  void extendedCommand(int code, long lba, int count) {
    out(DEVICE, 0x40);
    out(COUNT, count >> 8);
    out(LBA_LOW, (int) (lba >> 24));
    out(LBA_MID, (int) (lba >> 32));
    out(LBA_HIGH, (int) (lba >> 40));
    out(COUNT, count);
    out(LBA_LOW, (int) lba);
    out(LBA_MID, (int) (lba >> 8));
    out(LBA_HIGH, (int) (lba >> 16));
    out(COMMAND, code);
  }

  /** Reads {@code length} bytes, an even number, from the data register. */
  byte[] readData(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i += 2) {
      long word = command.read(DATA, 2);
      bytes[i] = (byte) word;
      bytes[i + 1] = (byte) (word >> 8);
    }
    return bytes;
  }

  /** Writes {@code bytes}, an even number, to the data register. */
  void writeData(byte[] bytes) {
    for (int i = 0; i < bytes.length; i += 2) {
      command.write(DATA, 2, bytes[i] & 0xFF | (bytes[i + 1] & 0xFF) << 8);
    }
  }

  /** Sends a packet; what follows is up to the caller. */
  void packet(int features, int byteCount, int... bytes) {
    out(DEVICE, 0xA0);
    out(FEATURES, features);
    out(LBA_MID, byteCount);
    out(LBA_HIGH, byteCount >> 8);
    out(COMMAND, AtaCommand.PACKET);
    byte[] packet = new byte[Packet.LENGTH];
    for (int i = 0; i < bytes.length; i++) {
      packet[i] = (byte) bytes[i];
    }
    writeData(packet);
  }

  /** Puts a region into the bus master's table; the table is at {@code table}. */
  void region(long table, int index, long address, int bytes, boolean last) {
    memory.write(table + index * 8L, 4, address);
    memory.write(table + index * 8L + 4, 4, (last ? 1L << 31 : 0) | bytes & 0xFFFF);
  }

  void startMaster(long table, boolean toMemory) {
    master.write(4, 4, table);
    master.write(2, 1, 0x66);
    master.write(0, 1, toMemory ? 9 : 1);
  }

  int masterStatus() {
    return (int) master.read(2, 1);
  }

  static int word(byte[] identification, int index) {
    return identification[index * 2] & 0xFF | (identification[index * 2 + 1] & 0xFF) << 8;
  }

  static String text(byte[] identification, int index, int words) {
    byte[] ascii = new byte[words * 2];
    for (int i = 0; i < ascii.length; i++) {
      ascii[i] = identification[index * 2 + (i ^ 1)];
    }
    return new String(ascii, StandardCharsets.US_ASCII).strip();
  }

  @Override
  public void close() {
    memory.close();
  }
}
