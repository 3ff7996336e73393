package emu.devices.storage;

import java.util.Optional;

/**
 * A drive and the disk that is in it, if there is one.
 *
 * <p>It belongs to the user, not to the board, and outlives a reset. Only the machine's thread uses
 * it.
 */
public final class Drive {
  /** What kind of drive it is. */
  public enum Kind {
    /** A hard disk, which is never taken out. */
    HARD_DISK,
    /** A CD-ROM drive. */
    CD_ROM,
    /** A floppy disk drive. */
    FLOPPY
  }

  private final Kind kind;
  private Disk disk;
  private boolean open;
  private boolean locked;
  private boolean exchanged;
  private int changes;

  /** A drive with {@code disk} in it, or null for none. */
  public Drive(Kind kind, Disk disk) {
    this.kind = kind;
    this.disk = disk;
  }

  /** What kind of drive it is. */
  public Kind kind() {
    return kind;
  }

  /** What is in it; nothing while the tray is open. */
  public Optional<Disk> disk() {
    return open ? Optional.empty() : Optional.ofNullable(disk);
  }

  /** How often the disk was taken out or put in since power-on: devices see by it that it was. */
  public int changes() {
    return changes;
  }

  /**
   * Puts {@code newDisk} in for what was there, null to leave the drive empty; closes the tray.
   * Whether the drive is locked is for the caller to ask.
   */
  public void change(Disk newDisk) {
    disk = newDisk;
    exchanged = true;
    open = false;
    changes++;
  }

  /** Whether {@link #rewind} can make drive and disk what they were when the drive was made. */
  public boolean canRewind() {
    return !exchanged && (disk == null || disk.canForgetWrites());
  }

  /** Makes drive and disk what they were when the drive was made, which it can. */
  public void rewind() {
    open = false;
    locked = false;
    changes = 0;
    if (disk != null) {
      disk.forgetWrites();
    }
  }

  /** Whether the tray is open, with the disk still on it. */
  public boolean isOpen() {
    return open;
  }

  /** Opens the tray or closes it, as the guest may ask. */
  public void setOpen(boolean newOpen) {
    if (newOpen != open) {
      open = newOpen;
      changes++;
    }
  }

  /** Whether the guest keeps the disk from being taken out. */
  public boolean isLocked() {
    return locked;
  }

  /** Keeps the disk from being taken out, or no longer. */
  public void setLocked(boolean newLocked) {
    locked = newLocked;
  }
}
