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
              + " boot signature (55h AAh); floppy disk: there is no disk in it",
          failure.getMessage());
    }
  }
}
