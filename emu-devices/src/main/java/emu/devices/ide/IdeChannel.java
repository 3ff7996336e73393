package emu.devices.ide;

import emu.core.bus.BusDevice;
import emu.core.bus.ByteDevice;
import emu.core.bus.InterruptLine;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.memory.PhysicalMemory;
import java.util.function.BooleanSupplier;

/**
 * One cable with up to two devices: the registers that they share, their interrupt, their bus
 * master.
 *
 * <p>What the host writes to the command block goes to both devices; the DEV bit selects the one
 * that is read, and that takes commands (ATA 6.1). A device that is not there reads as zero.
 */
final class IdeChannel implements Hashed {
  private static final int DATA = 0;
  private static final int ERROR = 1;
  private static final int STATUS = 7;
  private static final int REGISTERS = 8;

  private final InterruptLine line;
  private final BooleanSupplier decodes;
  private final BusMaster busMaster;
  private final IdeDevice[] devices = new IdeDevice[2];
  private int selected;
  private int control;
  private boolean level;

  /**
   * A cable without devices.
   *
   * @param line the interrupt
   * @param decodes whether the host's accesses reach the cable at the moment
   */
  IdeChannel(PhysicalMemory memory, InterruptLine line, BooleanSupplier decodes) {
    this.line = line;
    this.decodes = decodes;
    this.busMaster = new BusMaster(memory, this::dmaStarted);
  }

  /** Plugs in {@code device} as device 0 or 1. */
  void attach(int number, IdeDevice device) {
    devices[number] = device;
    device.showSignature();
  }

  BusMaster busMaster() {
    return busMaster;
  }

  /** Power-up state of the channel and its devices. */
  void reset() {
    control = 0;
    selected = 0;
    for (IdeDevice device : devices) {
      if (device != null) {
        device.beginReset(true);
        device.showSignature();
      }
    }
    updateInterrupt();
  }

  /** The eight registers at 1F0h or 170h. */
  BusDevice commandBlock() {
    return new BusDevice() {
      @Override
      public long read(long offset, int size) {
        return decodes.getAsBoolean() ? readCommandBlock((int) offset, size) : -1;
      }

      @Override
      public void write(long offset, int size, long value) {
        if (decodes.getAsBoolean()) {
          writeCommandBlock((int) offset, size, value);
        }
      }

      @Override
      public void readRepeatedly(long offset, int size, byte[] target, int length) {
        IdeDevice device = devices[selected];
        if (offset == DATA && device != null && decodes.getAsBoolean()) {
          device.readData(target, length);
        } else {
          BusDevice.super.readRepeatedly(offset, size, target, length);
        }
      }
    };
  }

  /** The register at 3F6h or 376h: alternate status, and device control. */
  BusDevice controlBlock() {
    return new ByteDevice() {
      @Override
      public int readByte(int offset) {
        return offset == 0 && decodes.getAsBoolean() ? status() : 0xFF;
      }

      @Override
      public void writeByte(int offset, int value) {
        if (offset == 0 && decodes.getAsBoolean()) {
          writeControl(value);
        }
      }
    };
  }

  private long readCommandBlock(int offset, int size) {
    if (offset == DATA) {
      IdeDevice device = devices[selected];
      return device == null ? 0 : device.readData(Math.min(size, 4));
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (long) (offset + i < REGISTERS ? readRegister(offset + i) : 0xFF) << (i * 8);
    }
    return value;
  }

  private int readRegister(int index) {
    IdeDevice device = devices[selected];
    if (device == null) {
      return 0;
    }
    return switch (index) {
      case STATUS -> {
        device.acknowledge();
        yield device.status();
      }
      case ERROR -> device.error();
      default -> device.registers.read(index, (control & Status.HOB) != 0);
    };
  }

  private int status() {
    IdeDevice device = devices[selected];
    return device == null ? 0 : device.status();
  }

  private void writeCommandBlock(int offset, int size, long value) {
    if (offset == DATA) {
      IdeDevice device = devices[selected];
      if (device != null) {
        device.writeData(Math.min(size, 4), value);
      }
      return;
    }
    for (int i = 0; i < size && offset + i < REGISTERS; i++) {
      writeRegister(offset + i, (int) (value >> (i * 8)) & 0xFF);
    }
  }

  private void writeRegister(int index, int value) {
    // ATA 7.2: a write to the command block clears HOB.
    control &= ~Status.HOB;
    if (index == STATUS) {
      writeCommand(value);
      return;
    }
    for (IdeDevice device : devices) {
      if (device != null && !device.isBusy()) {
        device.registers.write(index, value);
      }
    }
    if (index == TaskFile.DEVICE) {
      select((value & Status.DEV) == 0 ? 0 : 1);
    }
  }

  private void select(int number) {
    selected = number;
    updateInterrupt();
  }

  private void writeCommand(int command) {
    if ((control & Status.SRST) != 0) {
      return;
    }
    if (command == AtaCommand.EXECUTE_DEVICE_DIAGNOSTIC) {
      diagnose();
    } else if (devices[selected] != null) {
      devices[selected].command(command);
    }
  }

  /** Both devices take this command; device 0 answers for both (ATA 9.10). */
  private void diagnose() {
    for (IdeDevice device : devices) {
      if (device != null) {
        device.beginReset(false);
        device.later(device::showSignature);
      }
    }
    select(0);
    if (devices[0] != null) {
      devices[0].later(() -> {
        devices[0].showSignature();
        devices[0].interrupt();
      });
    }
  }

  private void writeControl(int value) {
    int before = control;
    control = value & (Status.NIEN | Status.SRST | Status.HOB);
    boolean wasInReset = (before & Status.SRST) != 0;
    boolean isInReset = (control & Status.SRST) != 0;
    for (IdeDevice device : devices) {
      if (device != null && isInReset && !wasInReset) {
        device.beginReset(false);
      } else if (device != null && wasInReset && !isInReset) {
        device.endReset();
      }
    }
    if (isInReset) {
      selected = 0;
    }
    updateInterrupt();
  }

  /** Drives the interrupt as the selected device asks. */
  void updateInterrupt() {
    IdeDevice device = devices[selected];
    boolean wanted = device != null && device.interrupts() && (control & Status.NIEN) == 0;
    if (wanted && !level) {
      busMaster.interrupted();
    }
    level = wanted;
    line.set(wanted);
  }

  /** {@code device} has a command whose data the bus master is to move, when it is started. */
  void awaitDma(IdeDevice device) {
    if (busMaster.isActive()) {
      device.dmaStarted();
    }
  }

  private void dmaStarted() {
    for (IdeDevice device : devices) {
      if (device != null) {
        device.dmaStarted();
      }
    }
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(selected).add(control).add(level);
    busMaster.hashInto(hash);
    for (IdeDevice device : devices) {
      if (device != null) {
        device.hashInto(hash);
      }
    }
  }
}
