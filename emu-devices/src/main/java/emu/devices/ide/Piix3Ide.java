package emu.devices.ide;

import emu.core.bus.BusDevice;
import emu.core.bus.InterruptLine;
import emu.core.debug.StateHash;
import emu.core.memory.PhysicalMemory;
import emu.core.time.EventQueue;
import emu.devices.pci.PciBar;
import emu.devices.pci.PciFunction;
import emu.devices.storage.Disk;
import emu.devices.storage.Drive;
import java.util.List;
import java.util.Optional;

/**
 * The IDE function of the 82371SB (PIIX3, 8086:7010): two channels at the ports of old, and their
 * bus masters behind BAR 4.
 *
 * <p>A channel answers while I/O space is enabled in the PCI command register and the channel in
 * IDETIM (PIIX3 datasheet 2.3.9): firmware has to switch both on.
 */
public final class Piix3Ide extends PciFunction {
  private static final int DRIVES = 4;
  private static final int BUS_MASTER_PORTS = 16;

  /** The primary channel's timing; the secondary's is two bytes further. */
  private static final int IDETIM = 0x40;

  private static final int IDE_DECODE_ENABLE = 0x8000;
  private static final int SIDETIM = 0x44;
  private static final int CHANNELS = 2;
  private static final int CHANNEL_PORTS = BUS_MASTER_PORTS / CHANNELS;

  private final IdeChannel[] channels = new IdeChannel[CHANNELS];

  /**
   * Makes the function in its power-up state.
   *
   * @param primary interrupt 14
   * @param secondary interrupt 15
   * @param drives what is plugged in: primary master and slave, secondary master and slave; a hard
   *     disk must hold a disk
   */
  public Piix3Ide(
      PhysicalMemory memory,
      EventQueue events,
      InterruptLine primary,
      InterruptLine secondary,
      List<Optional<Drive>> drives) {
    super(0x8086, 0x7010, 0x01_0180, 0x00);
    define(COMMAND, 2, 0, COMMAND_IO | COMMAND_MASTER);
    define(STATUS, 2, 0x0280, 0);
    define(IDETIM, 2, 0, 0xFFFF);
    define(IDETIM + 2, 2, 0, 0xFFFF);
    define(SIDETIM, 1, 0, 0xFF);
    channels[0] = new IdeChannel(memory, primary, () -> decodes(0));
    channels[1] = new IdeChannel(memory, secondary, () -> decodes(1));
    for (int slot = 0; slot < Math.min(DRIVES, drives.size()); slot++) {
      if (drives.get(slot).isPresent()) {
        plugIn(slot, drives.get(slot).get(), events);
      }
    }
    defineBar(4, PciBar.ports(BUS_MASTER_PORTS, busMasters()));
  }

  private void plugIn(int slot, Drive drive, EventQueue events) {
    IdeChannel channel = channels[slot / 2];
    String serial = "EMU%05d".formatted(slot + 1);
    channel.attach(
        slot % 2,
        drive.kind() == Drive.Kind.CD_ROM
            ? new AtapiDrive(channel, events, drive, serial)
            : new AtaDisk(channel, events, diskOf(drive), serial));
  }

  private static Disk diskOf(Drive drive) {
    return drive
        .disk()
        .filter(disk -> drive.kind() == Drive.Kind.HARD_DISK)
        .orElseThrow(() -> new IllegalArgumentException("not a drive for an IDE cable"));
  }

  private boolean decodes(int channel) {
    return (readConfig(COMMAND, 2) & COMMAND_IO) != 0
        && (readConfig(IDETIM + 2 * channel, 2) & IDE_DECODE_ENABLE) != 0;
  }

  /** The eight ports at 1F0h ({@code channel} 0) or 170h (1). */
  public BusDevice commandBlock(int channel) {
    return channels[channel].commandBlock();
  }

  /** The port at 3F6h ({@code channel} 0) or 376h (1). */
  public BusDevice controlBlock(int channel) {
    return channels[channel].controlBlock();
  }

  /** What lies behind BAR 4. */
  BusDevice busMasters() {
    return new BusDevice() {
      @Override
      public long read(long offset, int size) {
        return master(offset).read(offset % CHANNEL_PORTS, size);
      }

      @Override
      public void write(long offset, int size, long value) {
        master(offset).write(offset % CHANNEL_PORTS, size, value);
      }
    };
  }

  private BusMaster master(long offset) {
    return channels[(int) (offset / CHANNEL_PORTS) % CHANNELS].busMaster();
  }

  @Override
  public void reset() {
    super.reset();
    for (IdeChannel channel : channels) {
      channel.reset();
    }
  }

  @Override
  public void hashInto(StateHash hash) {
    super.hashInto(hash);
    for (IdeChannel channel : channels) {
      channel.hashInto(hash);
    }
  }
}
