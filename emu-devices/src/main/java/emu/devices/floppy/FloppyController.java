package emu.devices.floppy;

import emu.core.bus.ByteDevice;
import emu.core.bus.DmaChannel;
import emu.core.bus.InterruptLine;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.time.EventQueue;
import emu.core.time.Timer;
import emu.devices.storage.Drive;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The floppy disk controller 82077AA in its PC/AT mode, with two drives (82077AA datasheet).
 *
 * <p>It is much quicker than drives are. Deviation: data moves by DMA only; in the non-DMA mode of
 * SPECIFY a command ends with an overrun.
 */
public final class FloppyController implements Hashed {
  private static final int DOR = 2;
  private static final int TDR = 3;
  private static final int MSR_DSR = 4;
  private static final int FIFO = 5;

  private static final int DOR_NOT_RESET = 0x04;
  private static final int DOR_DMA_GATE = 0x08;
  private static final int MSR_RQM = 0x80;
  private static final int MSR_DIO = 0x40;
  private static final int MSR_BUSY = 0x10;
  private static final int DSR_RESET = 0x80;
  private static final int DIR_CHANGED = 0x80;
  private static final int CONFIGURE_NO_FIFO = 0x20;
  private static final int VERSION_82077 = 0x90;

  private static final int UNITS = 4;
  private static final int NONE = -1;
  private static final long RESET_NANOSECONDS = 20_000;
  private static final long SEEK_NANOSECONDS = 50_000;
  private static final long SECTOR_NANOSECONDS = 10_000;

  /** What the controller does, and what its timer is for. */
  private enum Phase {
    RESET,
    COMMAND,
    EXECUTION,
    RESULT
  }

  private final InterruptLine line;
  private final DmaChannel dma;
  private final Timer timer;
  private final Timer seekTimer;
  private final FloppyDrive[] drives = new FloppyDrive[UNITS];

  /** ST0 of what SENSE INTERRUPT STATUS has to tell of each drive. */
  private final int[] events = {NONE, NONE, NONE, NONE};

  private Phase phase = Phase.RESET;
  private int dor;
  private int tdr;
  private int rate = 2;
  private final int[] command = new int[9];
  private int received;
  private int[] result = new int[0];
  private int sent;
  private int seeking;
  private boolean interrupt;
  private SectorCommand running;
  private final int[] specified = new int[2];
  private int configuration = CONFIGURE_NO_FIFO;
  private int precompensation;
  private int perpendicular;
  private boolean locked;

  /**
   * Makes a controller that is held in reset.
   *
   * @param line interrupt 6
   * @param dma channel 2
   * @param drives A: and B:
   */
  public FloppyController(
      EventQueue queue, InterruptLine line, DmaChannel dma, List<Optional<Drive>> drives) {
    this.line = line;
    this.dma = dma;
    this.timer = queue.timer("floppy", this::timerFired);
    this.seekTimer = queue.timer("floppy seek", this::seekEnded);
    for (int unit = 0; unit < UNITS; unit++) {
      this.drives[unit] =
          new FloppyDrive(unit < drives.size() ? drives.get(unit) : Optional.empty());
    }
  }

  /** The six ports at 3F0h. */
  public ByteDevice registers() {
    return new ByteDevice() {
      @Override
      public int readByte(int offset) {
        return switch (offset) {
          case DOR -> dor;
          case TDR -> tdr;
          case MSR_DSR -> mainStatus();
          case FIFO -> readFifo();
          default -> 0xFF;
        };
      }

      @Override
      public void writeByte(int offset, int value) {
        switch (offset) {
          case DOR -> writeDor(value);
          case TDR -> tdr = value & 3;
          case MSR_DSR -> writeDsr(value);
          case FIFO -> writeFifo(value);
          default -> {}
        }
      }
    };
  }

  /** The port at 3F7h: the digital input register, and the data rate. */
  public ByteDevice inputRegister() {
    return new ByteDevice() {
      @Override
      public int readByte(int offset) {
        boolean changed = offset == 0 && isMotorOn(unit()) && drives[unit()].isChanged();
        return offset == 0 ? changed ? DIR_CHANGED : 0 : 0xFF;
      }

      @Override
      public void writeByte(int offset, int value) {
        if (offset == 0) {
          rate = value & 3;
        }
      }
    };
  }

  private int unit() {
    return dor & 3;
  }

  private boolean isMotorOn(int unit) {
    return (dor >> (4 + unit) & 1) != 0;
  }

  private int mainStatus() {
    return seeking
        | switch (phase) {
          case RESET -> 0;
          case COMMAND -> MSR_RQM | (received > 0 ? MSR_BUSY : 0);
          case EXECUTION -> MSR_BUSY;
          case RESULT -> MSR_RQM | MSR_DIO | MSR_BUSY;
        };
  }

  private void writeDor(int value) {
    boolean wasRunning = (dor & DOR_NOT_RESET) != 0;
    boolean runs = (value & DOR_NOT_RESET) != 0;
    dor = value;
    if (!runs) {
      beginReset();
    } else if (!wasRunning) {
      timer.scheduleIn(RESET_NANOSECONDS);
    }
    drive();
  }

  private void writeDsr(int value) {
    rate = value & 3;
    if ((value & DSR_RESET) != 0 && (dor & DOR_NOT_RESET) != 0) {
      beginReset();
      timer.scheduleIn(RESET_NANOSECONDS);
    }
  }

  private void beginReset() {
    phase = Phase.RESET;
    timer.cancel();
    seekTimer.cancel();
    seeking = 0;
    received = 0;
    running = null;
    interrupt = false;
    clearEvents();
    if (!locked) {
      configuration = CONFIGURE_NO_FIFO;
      precompensation = 0;
    }
    perpendicular &= ~3;
    drive();
  }

  private void clearEvents() {
    Arrays.fill(events, NONE);
  }

  /** Interrupts as DOR's gate lets it. */
  private void drive() {
    line.set(interrupt && (dor & DOR_DMA_GATE) != 0);
  }

  private void setInterrupt(boolean wanted) {
    interrupt = wanted;
    drive();
  }

  private void timerFired() {
    if (phase == Phase.RESET) {
      endReset();
    } else if (phase == Phase.EXECUTION) {
      if (!running.isOver()) {
        running.step(dma);
      }
      if (running.isOver()) {
        int[] bytes = running.result();
        running = null;
        answer(bytes);
        setInterrupt(true);
      } else {
        timer.scheduleIn(SECTOR_NANOSECONDS);
      }
    }
  }

  /** The drives are polled after a reset, and all four have become ready. */
  private void endReset() {
    phase = Phase.COMMAND;
    for (int unit = 0; unit < UNITS; unit++) {
      events[unit] = FloppyStatus.ST0_READY_CHANGED | unit;
    }
    setInterrupt(true);
  }

  private int readFifo() {
    if (phase != Phase.RESULT) {
      return 0;
    }
    setInterrupt(false);
    int value = result[sent++];
    if (sent == result.length) {
      phase = Phase.COMMAND;
    }
    return value;
  }

  private void writeFifo(int value) {
    if (phase != Phase.COMMAND) {
      return;
    }
    command[received++] = value;
    if (received == FloppyCommand.length(command[0])) {
      received = 0;
      execute();
    }
  }

  /** Goes on with the result phase. */
  private void answer(int... bytes) {
    result = bytes;
    sent = 0;
    phase = Phase.RESULT;
  }

  private void execute() {
    int code = FloppyCommand.of(command[0]);
    int unit = command[1] & 3;
    switch (code) {
      case FloppyCommand.READ_DATA,
          FloppyCommand.READ_DELETED_DATA,
          FloppyCommand.READ_TRACK,
          FloppyCommand.VERIFY,
          FloppyCommand.WRITE_DATA,
          FloppyCommand.WRITE_DELETED_DATA,
          FloppyCommand.FORMAT_TRACK -> {
        running = new SectorCommand(drives[unit], unit, command, rate);
        phase = Phase.EXECUTION;
        timer.scheduleIn(SECTOR_NANOSECONDS);
      }
      case FloppyCommand.READ_ID -> readId(unit);
      case FloppyCommand.RECALIBRATE -> seek(unit, 0);
      case FloppyCommand.SEEK -> seek(unit, seekTarget(unit));
      case FloppyCommand.SENSE_INTERRUPT_STATUS -> senseInterrupt();
      case FloppyCommand.SENSE_DRIVE_STATUS -> answer(driveStatus(unit));
      case FloppyCommand.SPECIFY -> System.arraycopy(command, 1, specified, 0, 2);
      case FloppyCommand.CONFIGURE -> {
        configuration = command[2];
        precompensation = command[3];
      }
      case FloppyCommand.PERPENDICULAR_MODE -> perpendicular = command[1];
      case FloppyCommand.LOCK -> {
        locked = (command[0] & FloppyCommand.LOCK_BIT) != 0;
        answer(locked ? 0x10 : 0);
      }
      case FloppyCommand.VERSION -> answer(VERSION_82077);
      case FloppyCommand.DUMPREG -> answer(dump());
      default -> answer(FloppyStatus.ST0_INVALID);
    }
  }

  private int seekTarget(int unit) {
    if ((command[0] & FloppyCommand.RELATIVE) == 0) {
      return command[2];
    }
    boolean inwards = (command[0] & FloppyCommand.INWARDS) != 0;
    return drives[unit].track() + (inwards ? command[2] : -command[2]);
  }

  /** Begins a seek: the drive is busy, and another may get its command meanwhile. */
  private void seek(int unit, int track) {
    drives[unit].seek(track);
    seeking |= 1 << unit;
    seekTimer.scheduleIn(SEEK_NANOSECONDS);
  }

  private void seekEnded() {
    for (int unit = 0; unit < UNITS; unit++) {
      if ((seeking >> unit & 1) != 0) {
        boolean absent = !drives[unit].isPresent();
        events[unit] =
            FloppyStatus.ST0_SEEK_END
                | (absent ? FloppyStatus.ST0_ABNORMAL | FloppyStatus.ST0_EQUIPMENT_CHECK : 0)
                | unit;
      }
    }
    seeking = 0;
    setInterrupt(true);
  }

  private void senseInterrupt() {
    for (int unit = 0; unit < UNITS; unit++) {
      if (events[unit] != NONE) {
        answer(events[unit], drives[unit].track());
        events[unit] = NONE;
        setInterrupt(false);
        return;
      }
    }
    answer(FloppyStatus.ST0_INVALID);
  }

  private int driveStatus(int unit) {
    FloppyDrive drive = drives[unit];
    return command[1] & 7
        | FloppyStatus.ST3_READY
        | FloppyStatus.ST3_TWO_SIDES
        | (drive.isPresent() && drive.track() == 0 ? FloppyStatus.ST3_TRACK_0 : 0)
        | (drive.isWriteProtected() ? FloppyStatus.ST3_WRITE_PROTECTED : 0);
  }

  /** The address of the first sector that comes by. */
  private void readId(int unit) {
    int head = command[1] >> 2 & 1;
    int track = drives[unit].track();
    boolean found =
        drives[unit]
            .format()
            .filter(format -> format.rate() == rate && track < format.cylinders())
            .isPresent();
    answer(
        (found ? 0 : FloppyStatus.ST0_ABNORMAL) | command[1] & 7,
        found ? 0 : FloppyStatus.ST1_MISSING_ADDRESS_MARK,
        0,
        track,
        head,
        1,
        2);
    setInterrupt(true);
  }

  private int[] dump() {
    int[] bytes = new int[10];
    for (int unit = 0; unit < UNITS; unit++) {
      bytes[unit] = drives[unit].track();
    }
    bytes[4] = specified[0];
    bytes[5] = specified[1];
    bytes[7] = (locked ? 0x80 : 0) | perpendicular & 0x7F;
    bytes[8] = configuration;
    bytes[9] = precompensation;
    return bytes;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(phase.ordinal()).add(dor).add(tdr).add(rate).add(received).add(sent).add(seeking);
    hash.add(interrupt).add(configuration).add(precompensation).add(perpendicular).add(locked);
    hash.add(command).add(result).add(specified).add(events).add(timer.time());
    hash.add(seekTimer.time());
    for (FloppyDrive drive : drives) {
      drive.hashInto(hash);
    }
    if (running != null) {
      running.hashInto(hash);
    }
  }
}
