package emu.devices.ide;

import emu.core.debug.StateHash;
import emu.core.time.EventQueue;
import emu.devices.storage.Drive;
import java.io.IOException;

/** A CD-ROM drive: the PACKET command feature set around {@link CdRom} (ATA 9.8 and 9.9). */
final class AtapiDrive extends IdeDevice {
  private static final int SECTOR = 512;
  private static final int BY_DMA = 1;
  private static final int SET_TRANSFER_MODE = 0x03;
  private static final int ACTIVE_OR_IDLE = 0xFF;

  // Words 82, 83 and 84 of the identification: PACKET, DEVICE RESET, NOP, power management.
  private static final int FEATURES_82 = 0x4218;
  private static final int FEATURES_83 = 0x4000;
  private static final int FEATURES_84 = 0x4000;

  private enum Stage {
    NO_PACKET,
    PACKET,
    DATA
  }

  private final CdRom cdRom;
  private final String serial;
  private final TransferMode mode = new TransferMode();
  private final byte[] packet = new byte[Packet.LENGTH];
  private Stage stage = Stage.NO_PACKET;
  private boolean byDma;
  private int byteCountLimit;

  /** Reads what is in {@code drive}; {@code serial} has at most 20 characters. */
  AtapiDrive(IdeChannel channel, EventQueue events, Drive drive, String serial) {
    super(channel, events, serial);
    this.cdRom = new CdRom(drive);
    this.serial = serial;
  }

  @Override
  boolean isPacketDevice() {
    return true;
  }

  @Override
  void resetState(boolean hard) {
    stage = Stage.NO_PACKET;
    if (hard) {
      mode.reset();
      cdRom.reset();
    }
  }

  @Override
  void execute(int command) {
    stage = Stage.NO_PACKET;
    switch (command) {
      case AtaCommand.PACKET -> takePacket();
      case AtaCommand.IDENTIFY_PACKET_DEVICE -> startPio(identification().transfer(), SECTOR);
      case AtaCommand.DEVICE_RESET -> {
        beginReset(false);
        showSignature();
      }
      case AtaCommand.IDENTIFY_DEVICE, AtaCommand.READ_SECTORS -> {
        // ATA 8.15.5, 8.34.5: the signature, by which drivers tell packet devices.
        registers.setSignature(true);
        fail(Status.ABRT);
      }
      default -> later(() -> executeWithoutData(command));
    }
  }

  private void executeWithoutData(int command) {
    switch (command) {
      case AtaCommand.SET_FEATURES -> {
        boolean done =
            registers.features() == SET_TRANSFER_MODE
                && mode.choose(registers.read(TaskFile.COUNT, false));
        if (done) {
          succeed();
        } else {
          fail(Status.ABRT);
        }
      }
      case AtaCommand.CHECK_POWER_MODE -> {
        registers.set(TaskFile.COUNT, ACTIVE_OR_IDLE);
        succeed();
      }
      case AtaCommand.STANDBY_IMMEDIATE, AtaCommand.IDLE_IMMEDIATE, AtaCommand.SLEEP -> succeed();
      default -> fail(Status.ABRT);
    }
  }

  private void takePacket() {
    stage = Stage.PACKET;
    byDma = (registers.features() & BY_DMA) != 0;
    byteCountLimit = registers.cylinder();
    startPio(new PacketTransfer(), Packet.LENGTH);
  }

  /** The packet, from the host. */
  private final class PacketTransfer extends Transfer {
    private int left = Packet.LENGTH;

    PacketTransfer() {
      super(false);
    }

    @Override
    long remaining() {
      return left;
    }

    @Override
    int begin(byte[] buffer) {
      left = 0;
      return Packet.LENGTH;
    }

    @Override
    void complete(byte[] buffer, int length) {
      System.arraycopy(buffer, 0, packet, 0, Packet.LENGTH);
    }
  }

  @Override
  void blockReady(int length) {
    if (stage == Stage.PACKET) {
      registers.set(TaskFile.COUNT, Status.REASON_COMMAND);
    } else if (stage == Stage.DATA) {
      registers.set(TaskFile.COUNT, Status.REASON_TO_HOST);
      registers.setByteCount(length);
    }
  }

  @Override
  void dataFinished(boolean read) {
    switch (stage) {
      case NO_PACKET -> finishQuietly(Status.DRDY | Status.DSC, 0);
      case PACKET -> executePacket();
      case DATA -> later(this::complete);
    }
  }

  @Override
  void dataFailed(IOException e) {
    check(Sense.UNRECOVERED_READ_ERROR);
  }

  private void executePacket() {
    try {
      Transfer data = cdRom.execute(new Packet(packet));
      stage = Stage.DATA;
      if (data.remaining() == 0) {
        complete();
      } else if (byDma) {
        startDma(data);
      } else {
        startPackets(data);
      }
    } catch (CheckCondition e) {
      check(e.sense());
    }
  }

  /** Moves data in blocks of as many bytes as the host allows (ATA 8.23, byte count limit). */
  private void startPackets(Transfer data) {
    int most = byteCountLimit == 0xFFFF ? 0xFFFE : byteCountLimit;
    int block = data.remaining() > most ? most & ~1 : most;
    if (block == 0) {
      stage = Stage.NO_PACKET;
      fail(Status.ABRT);
    } else {
      startPio(data, block);
    }
  }

  private void complete() {
    stage = Stage.NO_PACKET;
    showReason();
    succeed();
  }

  private void check(Sense sense) {
    stage = Stage.NO_PACKET;
    cdRom.failed(sense);
    showReason();
    fail(sense.key() << 4);
  }

  private void showReason() {
    registers.set(TaskFile.COUNT, Status.REASON_COMMAND | Status.REASON_TO_HOST);
  }

  private IdentifyData identification() {
    return new IdentifyData()
        .word(0, 0x85C0) // ATAPI CD-ROM, removable, DRQ within 50 us, packets of 12 bytes
        .names(serial, "1", "EMU CD-ROM")
        .word(49, 0x0B00) // LBA, DMA, IORDY
        .word(53, 0x0006)
        .timing(mode)
        .word(80, 0x0070)
        .word(82, FEATURES_82)
        .word(83, FEATURES_83)
        .word(84, FEATURES_84)
        .word(85, FEATURES_82)
        .word(87, FEATURES_84)
        .word(93, 0x6001);
  }

  @Override
  public void hashInto(StateHash hash) {
    super.hashInto(hash);
    cdRom.hashInto(hash);
    mode.hashInto(hash);
    hash.add(packet).add(stage.ordinal()).add(byDma).add(byteCountLimit);
  }
}
