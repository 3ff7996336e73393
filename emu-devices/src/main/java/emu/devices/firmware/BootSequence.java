package emu.devices.firmware;

import emu.core.cpu.Cpu;
import emu.core.cpu.EntryState;
import emu.core.cpu.Segment;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.devices.storage.Disk;
import emu.devices.storage.Drive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * INT 19h and INT 18h: starts what the boot order says, one device after the other, and tells what
 * was tried if nothing can be started.
 */
final class BootSequence implements Hashed {
  private static final int BOOT_ADDRESS = 0x7C00;
  private static final int SECTOR = 512;
  private static final int SIGNATURE_AT = 0x1FE;
  private static final int SIGNATURE = 0xAA55;

  /** The number of the interrupt and the frame, below the boot sector. */
  private static final int FRAME = 8;

  private final BiosHardware hardware;
  private final BootMenu menu;
  private final DriveTable drives;
  private final VideoService video;
  private final List<String> failures = new ArrayList<>();
  private int next;

  BootSequence(BiosHardware hardware, BootMenu menu, DriveTable drives, VideoService video) {
    this.hardware = hardware;
    this.menu = menu;
    this.drives = drives;
    this.video = video;
  }

  /** INT 19h: from the first device on, or from the one that the user chooses. */
  Answer first(Caller caller) {
    if (hardware.kernel().isPresent()) {
      enter(caller, hardware.kernel().get());
      return Answer.DONE;
    }
    if (!menu.ask()) {
      return Answer.WAIT;
    }
    next = 0;
    failures.clear();
    return next(caller);
  }

  /** INT 18h: what was started gave up. */
  Answer next(Caller caller) {
    while (next < menu.chosen().size()) {
      BootDevice device = menu.chosen().get(next++);
      try {
        start(caller, device);
        failures.add(device + ": it was started, and gave up");
        return Answer.DONE;
      } catch (BootFailure failure) {
        failures.add(device + ": " + failure.getMessage());
      } catch (IOException e) {
        failures.add(device + ": the image cannot be read (" + e.getMessage() + ")");
      }
    }
    String message = "No bootable device: " + String.join("; ", failures);
    video.print(message + ".\r\n");
    hardware.report().accept(message + ": give an image that boots with -cdrom, -hda or -fda");
    caller.leaveFor(BiosRom.SEGMENT, BiosRom.offset("stay"), video.isPresent());
    return Answer.DONE;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(next);
  }

  private void start(Caller caller, BootDevice device) throws BootFailure, IOException {
    switch (device) {
      case CD_ROM -> startCdRom(caller);
      case HARD_DISK -> startSector(caller, DriveTable.HARD_DISKS, drives.hardDisks());
      case FLOPPY -> startSector(caller, 0, drives.floppies());
    }
  }

  private static Disk firstDisk(List<BiosDrive> kind) throws BootFailure {
    if (kind.isEmpty()) {
      throw new BootFailure("there is no drive");
    }
    return kind.getFirst().disk().orElseThrow(() -> new BootFailure("there is no disk in it"));
  }

  private void startSector(Caller caller, int number, List<BiosDrive> kind)
      throws BootFailure, IOException {
    Disk disk = firstDisk(kind);
    byte[] sector = new byte[SECTOR];
    disk.read(0, 1, sector, 0);
    if (Bytes.word(sector, SIGNATURE_AT) != SIGNATURE) {
      throw new BootFailure("its first sector has no boot signature (55h AAh)");
    }
    enterSector(caller, 0, BOOT_ADDRESS, number);
    caller.memory.copyIn(BOOT_ADDRESS, sector, 0, SECTOR);
  }

  private void startCdRom(Caller caller) throws BootFailure, IOException {
    Disk disc = firstDisk(drives.cdRoms());
    if (disc.sectorSize() != ElTorito.SECTOR) {
      throw new BootFailure("its sectors are not of 2,048 bytes");
    }
    ElTorito.Entry entry = ElTorito.find(disc);
    BiosDrive emulated = emulated(disc, entry);
    int number = DriveTable.CD_ROMS;
    if (emulated != null) {
      number = emulated.kind() == Drive.Kind.FLOPPY ? 0 : DriveTable.HARD_DISKS;
    }
    long inCdSectors = (entry.sectors() * (long) SECTOR + ElTorito.SECTOR - 1) / ElTorito.SECTOR;
    int count = (int) Math.min(inCdSectors, disc.sectors() - entry.start());
    byte[] image = new byte[count * ElTorito.SECTOR];
    disc.read(entry.start(), count, image, 0);
    drives.emulate(new DriveTable.Emulation(number, emulated, entry, 0));
    // 07C0:0000 is entered as 0000:7C00: boot sectors rely on that.
    int segment = entry.segment();
    enterSector(caller, segment & 0xF000, (segment & 0x0FFF) << 4, number);
    long room = hardware.cpu().memory.ramBytes() - ((long) segment << 4);
    int length = (int) Math.min(image.length, room);
    caller.memory.copyIn((long) segment << 4, image, 0, length);
  }

  /** The drive that {@code entry} wants emulated, or null for none. */
  private static BiosDrive emulated(Disk disc, ElTorito.Entry entry) throws IOException {
    FloppyFormat format =
        switch (entry.media()) {
          case NONE, HARD_DISK -> null;
          case FLOPPY_1200 -> FloppyFormat.KIB_1200;
          case FLOPPY_1440 -> FloppyFormat.KIB_1440;
          case FLOPPY_2880 -> FloppyFormat.KIB_2880;
        };
    if (format != null) {
      Disk disk = new EmulatedDisk(disc, entry.start(), format.geometry().total());
      return new BiosDrive(new Drive(Drive.Kind.FLOPPY, disk), BiosDrive.NO_SLOT);
    }
    if (entry.media() == ElTorito.Media.NONE) {
      return null;
    }
    byte[] table = new byte[ElTorito.SECTOR];
    disc.read(entry.start(), 1, table, 0);
    long end = 0;
    for (int at = 0x1BE; at < SIGNATURE_AT; at += 16) {
      long start = Integer.toUnsignedLong(Bytes.dword(table, at + 8));
      end = Math.max(end, start + Integer.toUnsignedLong(Bytes.dword(table, at + 12)));
    }
    Disk disk = new EmulatedDisk(disc, entry.start(), Math.max(1, end));
    return new BiosDrive(new Drive(Drive.Kind.HARD_DISK, disk), BiosDrive.NO_SLOT);
  }

  /** Gives the processor to {@code segment:offset}, with a new stack below the boot sector. */
  private static void enterSector(Caller caller, int segment, int offset, int drive) {
    enter(
        caller,
        new EntryState(
            EntryState.Mode.REAL_16,
            offset,
            SIGNATURE,
            0,
            0,
            drive,
            0,
            0,
            BOOT_ADDRESS,
            0,
            0,
            0,
            segment,
            0,
            true));
  }

  /** Gives the processor to what {@code state} describes. */
  private static void enter(Caller caller, EntryState state) {
    for (int number : new int[] {Segment.SS, Segment.DS, Segment.ES, Segment.FS, Segment.GS}) {
      caller.setSegment(number, state.dataSelector());
    }
    caller.setReg32(Cpu.RAX, (int) state.rax());
    caller.setReg32(Cpu.RBX, (int) state.rbx());
    caller.setReg32(Cpu.RCX, (int) state.rcx());
    caller.setReg32(Cpu.RDX, (int) state.rdx());
    caller.setReg32(Cpu.RSI, (int) state.rsi());
    caller.setReg32(Cpu.RDI, (int) state.rdi());
    caller.setReg32(Cpu.RBP, 0);
    caller.setReg32(Cpu.RSP, (int) state.rsp() - FRAME & 0xFFFF);
    caller.leaveFor(state.codeSelector(), (int) state.rip(), state.interrupts());
  }
}
