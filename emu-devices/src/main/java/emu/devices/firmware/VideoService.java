package emu.devices.firmware;

import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/** INT 10h. Without a display adapter it does nothing. */
final class VideoService implements Service, Hashed {
  private static final int TEXT_80 = 0x03;
  private static final int VGA_COLOUR = 0x0008;
  private static final int SCREEN_OFF = 0x20;
  private static final int CLOCKING = 1;
  private static final int STATE_BYTES = 64;

  private final VgaAccess vga;
  private final BiosData data;
  private final VideoState state;
  private final VideoText text;
  private final ModeSetting modes;
  private final PaletteService palette;
  private final FontService fonts;
  private final VbeService vbe;
  private final VbeStateBuffer buffer;
  private boolean present;

  VideoService(Cpu cpu, BiosData data) {
    this.vga = new VgaAccess(cpu.ports);
    this.data = data;
    state = new VideoState(data, vga, cpu.memory, new Dispi(cpu.ports));
    text = new VideoText(state);
    VideoFonts loader = new VideoFonts(vga, new LinearMemory(cpu));
    modes = new ModeSetting(state, text, loader);
    palette = new PaletteService(vga, data);
    fonts = new FontService(state, text, loader);
    vbe = new VbeService(state, modes);
    buffer = new VbeStateBuffer(state);
  }

  /** Whether there is a display adapter. */
  boolean isPresent() {
    return present;
  }

  /** Finds the display adapter, and starts it in text mode. */
  void setUp() {
    present = vga.isPresent();
    if (present) {
      modes.powerOn();
      modes.set(TEXT_80);
    }
  }

  /** Shows {@code text}. */
  void print(String line) {
    if (present) {
      text.print(line);
    }
  }

  @Override
  public Answer call(Caller caller) {
    if (!present) {
      return Answer.DONE;
    }
    return switch (caller.ah()) {
      case 0x10 -> palette.call(caller);
      case 0x0B -> palette.cga(caller);
      case 0x11 -> fonts.call(caller);
      case 0x4F -> state.dispi().isPresent() ? vbe.call(caller) : Answer.DONE;
      default -> {
        serve(caller);
        yield Answer.DONE;
      }
    };
  }

  private void serve(Caller caller) {
    switch (caller.ah()) {
      case 0x00 -> setMode(caller);
      case 0x01 -> text.setCursorShape(caller.cx());
      case 0x02 -> text.setCursor(caller.bh(), caller.dx());
      case 0x03 -> {
        caller.setCx(data.wordAt(BiosData.CURSOR_SHAPE));
        caller.setDx(state.cursor(caller.bh()));
      }
      case 0x04 -> caller.setAh(0); // no light pen
      case 0x05 -> {
        if (caller.al() <= 7) {
          text.setActivePage(caller.al());
        }
      }
      case 0x06, 0x07 -> {
        int lines = caller.ah() == 0x06 ? caller.al() : -caller.al();
        text.scroll(state.activePage(), lines, caller.bh(), caller.cx(), caller.dx());
      }
      case 0x08 -> caller.setAx(text.read(caller.bh()));
      case 0x09 -> text.write(caller.bh(), caller.al(), caller.bl(), true, caller.cx());
      case 0x0A -> text.write(caller.bh(), caller.al(), caller.bl(), false, caller.cx());
      case 0x0C, 0x0D -> pixel(caller);
      case 0x0E -> text.teletype(state.activePage(), caller.al(), caller.bl());
      case 0x0F -> {
        caller.setAl(data.byteAt(BiosData.VIDEO_MODE) | data.byteAt(BiosData.VIDEO_CONTROL) & 0x80);
        caller.setAh(data.wordAt(BiosData.COLUMNS));
        caller.setBh(state.activePage());
      }
      case 0x12 -> alternateSelect(caller);
      case 0x13 -> text.writeString(caller);
      case 0x1A -> displayCombination(caller);
      case 0x1B -> functionality(caller);
      case 0x1C -> {
        if (buffer.call(caller)) {
          caller.setAl(0x1C);
        }
      }
      default -> {}
    }
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(present);
  }

  private void setMode(Caller caller) {
    int number = caller.al() & 0x7F;
    if (modes.set(caller.al())) {
      caller.setAl(number > 7 ? 0x20 : number == 6 ? 0x3F : 0x30);
    }
  }

  private void pixel(Caller caller) {
    int[] size = state.size();
    if (state.isText() || caller.cx() >= size[0] || caller.dx() >= size[1]) {
      return;
    }
    Canvas canvas = state.canvas(caller.bh());
    if (caller.ah() == 0x0D) {
      caller.setAl(canvas.read(caller.cx(), caller.dx()));
      return;
    }
    boolean wide = state.vbeMode().isPresent() || state.mode().bits() == 8;
    boolean xor = !wide && (caller.al() & Canvas.XOR) != 0;
    int colour = wide ? caller.al() : caller.al() & ~Canvas.XOR;
    canvas.write(caller.cx(), caller.dx(), colour, xor);
  }

  /** INT 10h/12h. */
  private void alternateSelect(Caller caller) {
    int value = caller.al();
    switch (caller.bl()) {
      case 0x10 -> {
        caller.setBx(0x0003); // colour, 256 KiB
        caller.setCx(data.byteAt(BiosData.VIDEO_SWITCHES) & 0x0F);
        return;
      }
      case 0x30 -> {
        int flags = data.byteAt(BiosData.VIDEO_FLAGS) & ~0x90;
        data.setByte(BiosData.VIDEO_FLAGS, flags | (value == 0 ? 0x80 : value == 2 ? 0x10 : 0));
      }
      case 0x31 -> setFlag(BiosData.VIDEO_FLAGS, 0x08, value == 1);
      case 0x32 -> vga.setMisc(vga.misc() & ~0x02 | (value == 0 ? 0x02 : 0));
      case 0x33 -> setFlag(BiosData.VIDEO_FLAGS, 0x02, value == 0);
      case 0x34 -> setFlag(BiosData.VIDEO_CONTROL, 0x01, value == 1);
      case 0x35 -> {}
      case 0x36 -> {
        int clocking = vga.sequencer(CLOCKING) & ~SCREEN_OFF;
        vga.setSequencer(CLOCKING, value == 1 ? clocking | SCREEN_OFF : clocking);
      }
      default -> {
        return;
      }
    }
    caller.setAl(0x12);
  }

  private void setFlag(int offset, int bit, boolean set) {
    int old = data.byteAt(offset);
    data.setByte(offset, set ? old | bit : old & ~bit);
  }

  private void displayCombination(Caller caller) {
    switch (caller.al()) {
      case 0x00 -> caller.setBx(VGA_COLOUR);
      case 0x01 -> data.setByte(BiosData.DISPLAY_COMBINATION, caller.bl());
      default -> {
        return;
      }
    }
    caller.setAl(0x1A);
  }

  /** INT 10h/1Bh. */
  private void functionality(Caller caller) {
    byte[] info = new byte[STATE_BYTES];
    Bytes.setFarPointer(info, 0, "static_functions");
    for (int i = 0; i < 30; i++) {
      info[4 + i] = (byte) data.byteAt(BiosData.VIDEO_MODE + i);
    }
    info[0x22] = (byte) (state.rows() - 1);
    Bytes.setWord(info, 0x23, state.glyphRows());
    info[0x25] = VGA_COLOUR;
    VideoMode mode = state.mode();
    Bytes.setWord(info, 0x27, mode.bits() == 8 ? 256 : 1 << mode.bits());
    info[0x29] = (byte) (mode.pageSize() == 0 ? 1 : Math.min(8, 0x8000 / mode.pageSize()));
    int lines = mode.model().isText() ? 400 : mode.height();
    info[0x2A] = (byte) (lines == 200 ? 0 : lines == 350 ? 1 : lines == 400 ? 2 : 3);
    info[0x2D] = 0x21; // blinking, all modes on all displays
    info[0x31] = 3; // 256 KiB
    caller.memory.copyIn(caller.linear(Segment.ES, caller.di()), info, 0, info.length);
    caller.setAl(0x1B);
  }
}
