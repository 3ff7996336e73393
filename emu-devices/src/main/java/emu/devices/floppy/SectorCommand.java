package emu.devices.floppy;

import emu.core.bus.DmaChannel;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A command that reads or writes sectors, one at each step, until DMA says that it is enough, the
 * end of the cylinder comes, or something is wrong (82077AA datasheet, Data Transfer Commands).
 */
final class SectorCommand implements Hashed {
  private static final int SIZE_512 = 2;

  private final FloppyDrive drive;
  private final int unit;
  private final int command;
  private final boolean multiTrack;
  private final int sizeCode;
  private final int lastSector;
  private final int filler;
  private final byte[] sector = new byte[FloppyDrive.SECTOR];
  private int cylinder;
  private int head;
  private int number;
  private int status1;
  private boolean over;
  private boolean terminated;
  private boolean atCylinderEnd;

  /**
   * The command in {@code bytes}, for {@code drive}, which is number {@code unit}.
   *
   * @param rate what the data rate select register says
   */
  SectorCommand(FloppyDrive drive, int unit, int[] bytes, int rate) {
    this.drive = drive;
    this.unit = unit;
    this.command = FloppyCommand.of(bytes[0]);
    head = bytes[1] >> 2 & 1;
    if (command == FloppyCommand.FORMAT_TRACK) {
      multiTrack = false;
      cylinder = drive.track();
      number = 1;
      sizeCode = bytes[2];
      lastSector = bytes[3];
      filler = bytes[5];
    } else {
      multiTrack = (bytes[0] & FloppyCommand.MULTI_TRACK) != 0;
      cylinder = bytes[2];
      number = command == FloppyCommand.READ_TRACK ? 1 : bytes[4];
      sizeCode = bytes[5];
      lastSector = bytes[6];
      filler = 0;
      // Deviation: the head goes to the cylinder whether or not implied seeks are configured.
      drive.seek(cylinder);
    }
    check(rate);
  }

  private void check(int rate) {
    Optional<FloppyFormat> format = drive.format();
    if (format.isEmpty() || format.get().rate() != rate) {
      fail(FloppyStatus.ST1_MISSING_ADDRESS_MARK);
    } else if (sizeCode != SIZE_512) {
      fail(FloppyStatus.ST1_NO_DATA);
    } else if (writes() && drive.isWriteProtected()) {
      fail(FloppyStatus.ST1_NOT_WRITABLE);
    }
  }

  private boolean writes() {
    return switch (command) {
      case FloppyCommand.WRITE_DATA, FloppyCommand.WRITE_DELETED_DATA, FloppyCommand.FORMAT_TRACK ->
          true;
      default -> false;
    };
  }

  private void fail(int bits) {
    status1 |= bits;
    over = true;
  }

  /** Whether there is nothing left to do. */
  boolean isOver() {
    return over;
  }

  /** Deals with one sector. */
  void step(DmaChannel dma) {
    FloppyFormat format = drive.format().orElse(null);
    if (format == null) {
      fail(FloppyStatus.ST1_MISSING_ADDRESS_MARK);
      return;
    }
    boolean isThere = cylinder < format.cylinders() && number >= 1 && number <= format.sectors();
    if (!isThere) {
      fail(FloppyStatus.ST1_NO_DATA);
      return;
    }
    long at = ((long) cylinder * format.heads() + head) * format.sectors() + number - 1;
    try {
      terminated = move(at, dma);
      if (!over) {
        advance();
        over |= terminated;
      }
    } catch (IOException e) {
      fail(FloppyStatus.ST1_DATA_ERROR);
    }
  }

  /** Moves the sector {@code at}; whether terminal count was reached. */
  private boolean move(long at, DmaChannel dma) throws IOException {
    int moved;
    switch (command) {
      case FloppyCommand.FORMAT_TRACK -> {
        byte[] id = new byte[4];
        moved = dma.fromMemory(id, 0, id.length);
        Arrays.fill(sector, (byte) filler);
        drive.write(at, sector);
      }
      case FloppyCommand.WRITE_DATA, FloppyCommand.WRITE_DELETED_DATA -> {
        Arrays.fill(sector, (byte) 0);
        moved = dma.fromMemory(sector, 0, sector.length);
        if (moved > 0) {
          drive.write(at, sector);
        }
      }
      case FloppyCommand.VERIFY -> {
        drive.read(at, sector);
        return false;
      }
      default -> {
        drive.read(at, sector);
        moved = dma.toMemory(sector, 0, sector.length);
      }
    }
    if (moved == 0) {
      fail(FloppyStatus.ST1_OVERRUN);
    }
    return dma.reachedTerminalCount();
  }

  /** Goes to the next sector; at the end of the cylinder the command is over. */
  private void advance() {
    if (number != lastSector) {
      number = number + 1 & 0xFF;
      return;
    }
    number = 1;
    if (multiTrack && head == 0) {
      head = 1;
      return;
    }
    if (multiTrack) {
      head = 0;
    }
    cylinder = cylinder + 1 & 0xFF;
    atCylinderEnd = true;
    over = true;
  }

  /** ST0 to ST2, and the address of the sector that would have come next. */
  int[] result() {
    boolean early = atCylinderEnd && !terminated && movesData();
    int bits = status1 | (early ? FloppyStatus.ST1_END_OF_CYLINDER : 0);
    int status0 = (bits == 0 ? 0 : FloppyStatus.ST0_ABNORMAL) | head << 2 | unit;
    return new int[] {status0, bits, 0, cylinder, head, number, sizeCode};
  }

  private boolean movesData() {
    return command != FloppyCommand.FORMAT_TRACK && command != FloppyCommand.VERIFY;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(unit).add(command).add(cylinder).add(head).add(number).add(status1).add(over);
    hash.add(lastSector)
        .add(multiTrack)
        .add(sizeCode)
        .add(filler)
        .add(terminated)
        .add(atCylinderEnd);
  }
}
