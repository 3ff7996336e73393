package emu.devices.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.interp.Interpreter;
import emu.devices.board.BoardConfig;
import emu.devices.board.BootOrder;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.boot.BootException;
import emu.devices.keyboard.MouseEvent;
import org.junit.jupiter.api.Test;

/** INT 15h/C2h: a program talks to the mouse, and has its handler called. */
class PointingDeviceTest {
  /** Tells AH after each call, with bit 7 for carry, what was answered, and each package. */
  private static final String PROGRAM =
      """
      mov ax, 0xC200          ; enable: there is no handler yet
      mov bh, 1
      call ask
      mov ax, 0xC205          ; packages of three bytes
      mov bh, 3
      call ask
      mov al, bl
      out 0xE9, al
      mov ax, 0xC203          ; 8 counts a millimetre
      mov bh, 3
      call ask
      mov ax, 0xC202          ; 200 samples a second
      mov bh, 6
      call ask
      mov ax, 0xC202          ; there is no such rate
      mov bh, 7
      call ask
      mov ax, 0xC206
      mov bh, 0
      call ask
      mov al, bl
      out 0xE9, al
      mov al, cl
      out 0xE9, al
      mov al, dl
      out 0xE9, al
      mov ax, 0xC2F0
      call ask
      push cs
      pop es
      mov ax, 0xC207
      mov bx, handler
      call ask
      mov ax, 0xC200
      mov bh, 1
      call ask
      wait:
      sti
      hlt
      jmp wait
      ask:
      int 0x15
      mov al, ah
      jnc good
      or al, 0x80
      good:
      out 0xE9, al
      ret
      handler:
      push bp
      mov bp, sp
      mov al, [bp + 12]       ; status
      out 0xE9, al
      mov al, [bp + 10]       ; X
      out 0xE9, al
      mov al, [bp + 8]        ; Y
      out 0xE9, al
      mov al, [bp + 6]
      out 0xE9, al
      pop bp
      retf
      """;

  private final StringBuilder output = new StringBuilder();

  @Test
  void aProgramTalksToTheMouse() throws BootException {
    byte[] image = Images.bootable(Images.program(PROGRAM), Images.FLOPPY_1440);
    BoardConfig config =
        BoardConfig.deterministic(4 << 20, value -> {})
            .withDebugConsole(value -> output.append("%02X ".formatted(value)))
            .withBootOrder(new BootOrder("a", false))
            .withFloppy(0, Images.floppy(image));
    try (Machine machine = new Machine(config, Interpreter::new)) {
      move(machine, 1, new MouseEvent(5, -3, 0, 0));
      move(machine, 2, new MouseEvent(0, 0, 0, MouseEvent.LEFT));
      machine.run(new RunLimits(20_000, null));
    }
    assertEquals(
        "85 00 AA 00 00 82 00 00 03 C8 81 00 00 08 05 03 00 09 00 00 00 ", output.toString());
  }

  private static void move(Machine machine, int second, MouseEvent event) {
    machine.schedule(second * 1_000_000_000L, () -> machine.mouseInput().offer(event));
  }
}
