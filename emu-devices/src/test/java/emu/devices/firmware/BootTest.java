package emu.devices.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import emu.core.interp.Interpreter;
import emu.devices.board.BoardConfig;
import emu.devices.board.BootOrder;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.board.StopReason;
import emu.devices.boot.BootException;
import emu.devices.storage.Drive;
import org.junit.jupiter.api.Test;

/** What the BIOS boots, in which order, and what it says if it cannot. */
class BootTest {
  /** Tells DL, CS and the word of its second sector through the debug-exit port or port E9h. */
  private static final String TELL =
      """
      mov al, dl
      out 0xE9, al
      mov al, 'k'
      out 0xE9, al
      mov al, 7
      out 0xF4, al
      hlt
      """;

  private final StringBuilder output = new StringBuilder();

  private BoardConfig config(String order) {
    return BoardConfig.deterministic(4 << 20, value -> {})
        .withDebugExit(0xF4)
        .withDebugConsole(value -> output.append(Integer.toHexString(value)).append(' '))
        .withBootOrder(new BootOrder(order, false));
  }

  private void boots(BoardConfig config) throws BootException {
    try (Machine machine = new Machine(config, Interpreter::new)) {
      StopReason reason = machine.run(new RunLimits(1_000_000, null));
      assertEquals(new StopReason(StopReason.Kind.DEBUG_EXIT, 15), reason);
    }
  }

  @Test
  void floppy() throws BootException {
    byte[] image = Images.bootable(Images.program(TELL), Images.FLOPPY_1440);
    boots(config("a").withFloppy(0, Images.floppy(image)));
    assertEquals("0 6b ", output.toString());
  }

  @Test
  void theBootLoaderOfACdRomFindsItsDrive() throws BootException {
    String program =
        """
        mov ax, 0x4B01
        mov si, 0x9000
        int 0x13
        jc gone
        mov al, [0x9002]        ; the drive
        out 0xE9, al
        mov al, [0x9008]        ; device: master or slave
        out 0xE9, al
        mov al, [0x900E]        ; sectors that were loaded
        out 0xE9, al
        gone:
        mov al, 7
        out 0xF4, al
        hlt
        """;
    byte[] image = Images.elTorito(0, 4, Images.program(program));
    boots(config("d").withIde(3, Images.cdRom(image)));
    assertEquals("e0 1 4 ", output.toString());
  }

  /** A write through INT 13h/43h is read back by cylinder, head and sector. */
  @Test
  void bothWaysOfCountingReachTheSameSector() throws BootException {
    String program =
        """
        mov word [0x9000], 0x5AA5
        mov si, packet
        mov ax, 0x4300
        mov dl, 0x80
        int 0x13
        jc failed
        mov ax, 0x0201
        mov bx, 0x9200
        mov cx, 0x0102          ; cylinder 1, sector 2
        mov dx, 0x0380          ; head 3
        int 0x13
        jc failed
        mov al, [0x9200]
        out 0xE9, al
        mov al, [0x9201]
        out 0xE9, al
        failed:
        mov al, 7
        out 0xF4, al
        hlt
        packet:
        db 16, 0, 1, 0
        dw 0x9000, 0
        dq (1 * 16 + 3) * 63 + 1
        """;
    byte[] disk = Images.bootable(Images.program(program), 8 << 20);
    boots(config("c").withIde(0, Images.hardDisk(disk)));
    assertEquals("a5 5a ", output.toString());
  }

  @Test
  void hardDisk() throws BootException {
    byte[] image = Images.bootable(Images.program(TELL), 1 << 20);
    boots(config("c").withIde(0, Images.hardDisk(image)));
    assertEquals("80 6b ", output.toString());
  }

  @Test
  void cdRomWithoutEmulation() throws BootException {
    byte[] image = Images.elTorito(0, 4, Images.program(TELL));
    boots(config("d").withIde(2, Images.cdRom(image)));
    assertEquals("e0 6b ", output.toString());
  }

  @Test
  void cdRomAsFloppy() throws BootException {
    byte[] floppy = Images.bootable(Images.program(TELL), Images.FLOPPY_1440);
    boots(config("d").withIde(2, Images.cdRom(Images.elTorito(2, 1, floppy))));
    assertEquals("0 6b ", output.toString());
  }

  @Test
  void cdRomAsHardDisk() throws BootException {
    byte[] disk = Images.bootable(Images.program(TELL), 1 << 20);
    boots(config("d").withIde(2, Images.cdRom(Images.elTorito(4, 1, disk))));
    assertEquals("80 6b ", output.toString());
  }

  @Test
  void theNextDeviceIsTriedAfterOneThatGivesUp() throws BootException {
    byte[] disk = Images.bootable(Images.program("int 0x18"), 1 << 20);
    byte[] floppy = Images.bootable(Images.program(TELL), Images.FLOPPY_1440);
    boots(config("dca").withIde(0, Images.hardDisk(disk)).withFloppy(0, Images.floppy(floppy)));
    assertEquals("0 6b ", output.toString());
  }

  @Test
  void whatWasTriedIsTold() throws BootException {
    BoardConfig config =
        config("dca")
            .withIde(0, Images.hardDisk(new byte[1 << 20]))
            .withIde(2, Images.cdRom(new byte[1 << 20]))
            .withFloppy(0, new Drive(Drive.Kind.FLOPPY, null));
    try (Machine machine = new Machine(config, Interpreter::new)) {
      BootException failure =
          assertThrows(BootException.class, () -> machine.run(new RunLimits(1_000_000, null)));
      assertEquals(
          "No bootable device: CD-ROM: no El Torito boot record; hard disk: its first sector has no"
              + " boot signature (55h AAh); floppy disk: there is no disk in it: give an image that"
              + " boots with -cdrom, -hda or -fda",
          failure.getMessage());
    }
  }
}
