package emu.devices.ide;

import emu.core.debug.StateHash;
import emu.core.time.EventQueue;
import emu.devices.storage.Disk;
import java.io.IOException;

/** A hard disk: the general feature set with power management and 48-bit addresses (ATA 6). */
final class AtaDisk extends IdeDevice {
  private static final int SECTOR = 512;
  private static final int MOST_MULTIPLE = 16;
  private static final long LBA28_SECTORS = 0x0FFF_FFFF;
  private static final int ACTIVE_OR_IDLE = 0xFF;

  // SET FEATURES subcommands (ATA 8.46).
  private static final int ENABLE_WRITE_CACHE = 0x02;
  private static final int SET_TRANSFER_MODE = 0x03;
  private static final int DISABLE_LOOK_AHEAD = 0x55;
  private static final int KEEP_SETTINGS = 0x66;
  private static final int DISABLE_WRITE_CACHE = 0x82;
  private static final int ENABLE_LOOK_AHEAD = 0xAA;
  private static final int REVERT_SETTINGS = 0xCC;

  // Words 82, 83 and 84 of the identification: NOP, look-ahead, write cache, power management;
  // FLUSH CACHE (EXT), 48-bit addresses.
  private static final int FEATURES_82 = 0x4068;
  private static final int FEATURES_83 = 0x7400;
  private static final int FEATURES_84 = 0x4000;
  private static final int WRITE_CACHE = 0x20;
  private static final int LOOK_AHEAD = 0x40;

  private final Disk disk;
  private final String serial;
  private final TransferMode mode = new TransferMode();
  private Geometry geometry;
  private int multiple = MOST_MULTIPLE;
  private boolean writeCache = true;
  private boolean lookAhead = true;
  private SectorTransfer current;
  private boolean extended;

  /**
   * A disk with the contents of {@code disk}, whose sectors have 512 bytes.
   *
   * @param serial its serial number, at most 20 characters
   */
  AtaDisk(IdeChannel channel, EventQueue events, Disk disk, String serial) {
    super(channel, events, serial);
    if (disk.sectorSize() != SECTOR) {
      throw new IllegalArgumentException("an ATA disk has sectors of " + SECTOR + " bytes");
    }
    this.disk = disk;
    this.serial = serial;
    this.geometry = Geometry.of(disk.sectors());
  }

  @Override
  boolean isPacketDevice() {
    return false;
  }

  @Override
  void resetState(boolean hard) {
    current = null;
    if (hard) {
      mode.reset();
      geometry = Geometry.of(disk.sectors());
      multiple = MOST_MULTIPLE;
      writeCache = true;
      lookAhead = true;
    }
  }

  @Override
  void execute(int command) {
    extended = AtaCommand.isExtended(command);
    switch (command) {
      case AtaCommand.IDENTIFY_DEVICE -> startPio(identification().transfer(), SECTOR);
      case AtaCommand.READ_SECTORS,
          AtaCommand.READ_SECTORS_ONCE,
          AtaCommand.READ_SECTORS_EXT,
          AtaCommand.WRITE_SECTORS,
          AtaCommand.WRITE_SECTORS_ONCE,
          AtaCommand.WRITE_SECTORS_EXT ->
          moveByPio(AtaCommand.reads(command), 1);
      case AtaCommand.READ_MULTIPLE,
          AtaCommand.READ_MULTIPLE_EXT,
          AtaCommand.WRITE_MULTIPLE,
          AtaCommand.WRITE_MULTIPLE_EXT ->
          moveByPio(AtaCommand.reads(command), multiple);
      case AtaCommand.READ_DMA,
          AtaCommand.READ_DMA_ONCE,
          AtaCommand.READ_DMA_EXT,
          AtaCommand.WRITE_DMA,
          AtaCommand.WRITE_DMA_ONCE,
          AtaCommand.WRITE_DMA_EXT -> {
        if (locate(AtaCommand.reads(command))) {
          startDma(current);
        }
      }
      default -> later(() -> executeWithoutData(command));
    }
  }

  private void executeWithoutData(int command) {
    switch (command) {
      case AtaCommand.READ_VERIFY, AtaCommand.READ_VERIFY_ONCE, AtaCommand.READ_VERIFY_EXT -> {
        if (locate(true)) {
          current = null;
          succeed();
        }
      }
      case AtaCommand.FLUSH_CACHE, AtaCommand.FLUSH_CACHE_EXT -> flush();
      case AtaCommand.SET_FEATURES -> succeedIf(setFeatures());
      case AtaCommand.SET_MULTIPLE_MODE -> succeedIf(setMultiple(registers.sectorCount(false)));
      case AtaCommand.INITIALIZE_DEVICE_PARAMETERS -> succeedIf(setGeometry());
      case AtaCommand.READ_NATIVE_MAX -> {
        registers.setLba(Math.min(disk.sectors(), LBA28_SECTORS) - 1, false);
        succeed();
      }
      case AtaCommand.READ_NATIVE_MAX_EXT -> {
        registers.setLba(disk.sectors() - 1, true);
        succeed();
      }
      case AtaCommand.CHECK_POWER_MODE -> {
        registers.set(TaskFile.COUNT, ACTIVE_OR_IDLE);
        succeed();
      }
      case AtaCommand.STANDBY_IMMEDIATE,
          AtaCommand.IDLE_IMMEDIATE,
          AtaCommand.STANDBY,
          AtaCommand.IDLE,
          AtaCommand.SLEEP ->
          succeed();
      default -> succeedIf(AtaCommand.isSeek(command));
    }
  }

  private void succeedIf(boolean done) {
    if (done) {
      succeed();
    } else {
      fail(Status.ABRT);
    }
  }

  private void moveByPio(boolean toHost, int sectorsInBlock) {
    if (sectorsInBlock == 0) {
      fail(Status.ABRT);
    } else if (locate(toHost)) {
      startPio(current, sectorsInBlock * SECTOR);
    }
  }

  /** Finds the sectors that the registers name; ends the command if there are none such. */
  private boolean locate(boolean toHost) {
    long lba =
        extended
            ? registers.lba48()
            : registers.isLba()
                ? registers.lba28()
                : geometry.lba(registers.cylinder(), registers.head(), registers.sector());
    int count = registers.sectorCount(extended);
    if (lba < 0 || lba + count > disk.sectors()) {
      later(() -> fail(Status.IDNF));
      return false;
    }
    current = new SectorTransfer(disk, toHost, lba, count);
    return true;
  }

  @Override
  void dataFinished(boolean read) {
    boolean wrote = current != null && !current.isToHost();
    current = null;
    if (read) {
      finishQuietly(Status.DRDY | Status.DSC, 0);
    } else if (wrote && !writeCache) {
      flush();
    } else {
      succeed();
    }
  }

  @Override
  void dataFailed(IOException e) {
    boolean reading = current.isToHost();
    showAddress(current.sector());
    current = null;
    fail(reading ? Status.UNC : Status.ABRT);
  }

  private void showAddress(long sector) {
    if (extended || registers.isLba()) {
      registers.setLba(sector, extended);
    } else {
      long track = sector / geometry.sectors();
      registers.setChs(
          (int) (track / geometry.heads()),
          (int) (track % geometry.heads()),
          (int) (sector % geometry.sectors()) + 1);
    }
  }

  private void flush() {
    try {
      disk.flush();
      succeed();
    } catch (IOException e) {
      fail(Status.ABRT);
    }
  }

  private boolean setFeatures() {
    switch (registers.features()) {
      case SET_TRANSFER_MODE -> {
        return mode.choose(registers.read(TaskFile.COUNT, false));
      }
      case ENABLE_WRITE_CACHE -> writeCache = true;
      case DISABLE_WRITE_CACHE -> writeCache = false;
      case ENABLE_LOOK_AHEAD -> lookAhead = true;
      case DISABLE_LOOK_AHEAD -> lookAhead = false;
      case KEEP_SETTINGS, REVERT_SETTINGS -> {}
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Zero switches READ and WRITE MULTIPLE off; the register holds it as 256. */
  private boolean setMultiple(int sectors) {
    int wanted = sectors & 0xFF;
    if (wanted > MOST_MULTIPLE || Integer.bitCount(wanted) > 1) {
      return false;
    }
    multiple = wanted;
    return true;
  }

  private boolean setGeometry() {
    int sectors = registers.read(TaskFile.COUNT, false);
    if (sectors == 0) {
      return false;
    }
    geometry = new Geometry(1, registers.head() + 1, sectors).forSectors(disk.sectors());
    return true;
  }

  private IdentifyData identification() {
    Geometry usual = Geometry.of(disk.sectors());
    int enabled = FEATURES_82 & ~(writeCache ? 0 : WRITE_CACHE) & ~(lookAhead ? 0 : LOOK_AHEAD);
    return new IdentifyData()
        .word(0, 0x0040) // not removable
        .word(1, usual.cylinders())
        .word(3, usual.heads())
        .word(6, usual.sectors())
        .names(serial, "1", "EMU HARDDISK")
        .word(47, 0x8000 | MOST_MULTIPLE)
        .word(49, 0x0B00) // LBA, DMA, IORDY
        .word(50, 0x4000)
        .word(51, 0x0200)
        .word(53, 0x0007) // words 54 to 58, 64 to 70 and 88 are valid
        .word(54, geometry.cylinders())
        .word(55, geometry.heads())
        .word(56, geometry.sectors())
        .doubleWord(57, geometry.capacity())
        .word(59, multiple == 0 ? 0 : 0x0100 | multiple)
        .doubleWord(60, Math.min(disk.sectors(), LBA28_SECTORS))
        .timing(mode)
        .word(80, 0x0070) // ATA/ATAPI-4 to 6
        .word(82, FEATURES_82)
        .word(83, FEATURES_83)
        .word(84, FEATURES_84)
        .word(85, enabled)
        .word(86, FEATURES_83 & 0x3FFF)
        .word(87, FEATURES_84)
        .word(93, 0x6001) // 80-conductor cable
        .doubleWord(100, disk.sectors())
        .doubleWord(102, disk.sectors() >>> 32);
  }

  @Override
  public void hashInto(StateHash hash) {
    super.hashInto(hash);
    mode.hashInto(hash);
    hash.add(geometry.heads()).add(geometry.sectors()).add(multiple);
    hash.add(writeCache).add(lookAhead).add(extended);
    hash.add(current == null ? -1 : current.sector());
  }
}
