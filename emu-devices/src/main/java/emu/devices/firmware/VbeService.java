package emu.devices.firmware;

import emu.core.cpu.Segment;
import emu.core.memory.PhysicalMemory;
import java.util.List;
import java.util.Optional;

/** INT 10h/4Fh: VESA BIOS Extension 3.0, and VBE/DDC 1.1. */
final class VbeService {
  private static final int SUCCEEDED = 0x004F;
  private static final int FAILED = 0x014F;
  private static final int INVALID_IN_MODE = 0x034F;
  private static final int UNSUPPORTED = 0x0100;

  private static final int VERSION = 0x0300;
  private static final int EIGHT_BIT_DAC = 1;

  private static final int MODE_NUMBER = 0x01FF;
  private static final int MODE_LINEAR = 0x4000;
  private static final int MODE_KEEP_MEMORY = 0x8000;

  private static final int SIGNATURE_2 = 0x3245_4256; // "VBE2"
  private static final int LISTED = 0x22;
  private static final int END_OF_LIST = 0xFFFF;
  private static final int EDID = 128;
  private static final int CLOCKING = 1;
  private static final int SCREEN_OFF = 0x20;

  private final VideoState state;
  private final ModeSetting modes;
  private final VbeStateBuffer buffer;
  private final Dispi dispi;
  private final PhysicalMemory memory;

  VbeService(VideoState state, ModeSetting modes) {
    this.state = state;
    this.modes = modes;
    this.dispi = state.dispi();
    this.memory = state.memory;
    this.buffer = new VbeStateBuffer(state);
  }

  Answer call(Caller caller) {
    int result =
        switch (caller.al()) {
          case 0x00 -> controller(caller);
          case 0x01 -> modeInformation(caller);
          case 0x02 -> setMode(caller.bx());
          case 0x03 -> {
            caller.setBx(state.modeWord());
            yield SUCCEEDED;
          }
          case 0x04 -> buffer.call(caller) ? SUCCEEDED : FAILED;
          case 0x05 -> window(caller);
          case 0x06 -> lineLength(caller);
          case 0x07 -> displayStart(caller);
          case 0x08 -> dacWidth(caller);
          case 0x09 -> palette(caller);
          case 0x10 -> power(caller);
          case 0x15 -> ddc(caller);
          default -> UNSUPPORTED;
        };
    caller.setAx(result);
    return Answer.DONE;
  }

  private int controller(Caller caller) {
    LinearMemory target = caller.memory;
    long block = caller.linear(Segment.ES, caller.di());
    boolean large = target.read32(block) == SIGNATURE_2;
    byte[] bytes = new byte[large ? 512 : 256];
    Bytes.setText(bytes, 0, "VESA");
    Bytes.setWord(bytes, 4, VERSION);
    Bytes.setFarPointer(bytes, 6, "oem_name");
    Bytes.setWord(bytes, 10, EIGHT_BIT_DAC);
    Bytes.setWord(bytes, 14, caller.di() + LISTED);
    Bytes.setWord(bytes, 16, caller.segment(Segment.ES));
    Bytes.setWord(bytes, 18, (int) (dispi.memoryBytes() >> 16));
    if (large) {
      Bytes.setFarPointer(bytes, 22, "oem_name");
      Bytes.setFarPointer(bytes, 26, "oem_name");
      Bytes.setFarPointer(bytes, 30, "oem_name");
    }
    List<VbeMode> listed = VbeMode.fitting(dispi.memoryBytes());
    int at = LISTED;
    for (VbeMode mode : listed) {
      if (at + 4 <= bytes.length) {
        Bytes.setWord(bytes, at, mode.number());
        at += 2;
      }
    }
    Bytes.setWord(bytes, at, END_OF_LIST);
    target.copyIn(block, bytes, 0, bytes.length);
    return SUCCEEDED;
  }

  private Optional<VbeMode> fitting(int number) {
    return VbeMode.of(number).filter(mode -> mode.bytes() <= dispi.memoryBytes());
  }

  private int modeInformation(Caller caller) {
    Optional<VbeMode> mode = fitting(caller.cx() & MODE_NUMBER);
    if (mode.isEmpty()) {
      return FAILED;
    }
    byte[] block = new VbeModeInfo(mode.get(), dispi).bytes();
    caller.memory.copyIn(caller.linear(Segment.ES, caller.di()), block, 0, block.length);
    return SUCCEEDED;
  }

  private int setMode(int word) {
    int number = word & MODE_NUMBER;
    boolean keep = (word & MODE_KEEP_MEMORY) != 0;
    if (number < 0x100) {
      return modes.set(number & 0x7F | (keep ? 0x80 : 0)) ? SUCCEEDED : FAILED;
    }
    Optional<VbeMode> mode = fitting(number);
    boolean linear = (word & MODE_LINEAR) != 0;
    if (mode.isEmpty() || linear && (mode.get().isPlanar() || dispi.frameBuffer() == 0)) {
      return FAILED;
    }
    modes.setVbe(mode.get(), linear, keep);
    state.setVbeMode(number | word & (MODE_LINEAR | MODE_KEEP_MEMORY));
    return SUCCEEDED;
  }

  /** 4F05h: banks of 64 KiB at A0000h. */
  private int window(Caller caller) {
    if ((state.modeWord() & MODE_LINEAR) != 0) {
      return INVALID_IN_MODE;
    }
    if (caller.bl() != 0 || caller.bh() > 1) {
      return FAILED;
    }
    if (caller.bh() == 1) {
      caller.setDx(dispi.bank());
      return SUCCEEDED;
    }
    if ((long) caller.dx() << 16 >= dispi.memoryBytes()) {
      return FAILED;
    }
    dispi.setBank(caller.dx());
    return SUCCEEDED;
  }

  /** 4F06h. */
  private int lineLength(Caller caller) {
    Optional<VbeMode> mode = state.vbeMode();
    if (mode.isEmpty() || caller.bl() > 3) {
      return FAILED;
    }
    int bits = mode.get().bits();
    int bytes = mode.get().isPlanar() ? 1 : (bits + 7) / 8;
    int most = (int) Math.min(dispi.memoryBytes() / mode.get().height() / bytes, 0xFFF0);
    switch (caller.bl()) {
      case 0x00 -> dispi.setVirtualWidth(Math.min(caller.cx(), most));
      case 0x02 -> dispi.setVirtualWidth(Math.min((caller.cx() + bytes - 1) / bytes, most));
      default -> {}
    }
    int pixels = caller.bl() == 3 ? most : dispi.virtualWidth();
    int stride = mode.get().isPlanar() ? pixels / 8 : pixels * bytes;
    caller.setBx(stride);
    caller.setCx(pixels);
    int planes = mode.get().isPlanar() ? 4 : 1;
    caller.setDx((int) Math.min(dispi.memoryBytes() / planes / Math.max(1, stride), 0xFFFF));
    return SUCCEEDED;
  }

  /** 4F07h. */
  private int displayStart(Caller caller) {
    if (state.vbeMode().isEmpty()) {
      return FAILED;
    }
    switch (caller.bl()) {
      case 0x00, 0x80 -> dispi.setOffset(caller.cx(), caller.dx());
      case 0x01 -> {
        caller.setBh(0);
        caller.setCx(dispi.xOffset());
        caller.setDx(dispi.yOffset());
      }
      default -> {
        return FAILED;
      }
    }
    return SUCCEEDED;
  }

  /** 4F08h: bits of the DAC for each colour. */
  private int dacWidth(Caller caller) {
    boolean direct = state.vbeMode().filter(mode -> mode.bits() > 8).isPresent();
    if (direct) {
      return INVALID_IN_MODE;
    }
    if (caller.bl() > 1) {
      return FAILED;
    }
    if (caller.bl() == 0) {
      dispi.setEightBitDac(caller.bh() >= 8);
    }
    caller.setBh(dispi.hasEightBitDac() ? 8 : 6);
    return SUCCEEDED;
  }

  /** 4F09h: entries of blue, green, red and a byte that does not count. */
  private int palette(Caller caller) {
    if (state.vbeMode().filter(mode -> mode.bits() > 8).isPresent()
        || caller.dx() + caller.cx() > 256) {
      return FAILED;
    }
    long table = caller.linear(Segment.ES, caller.di());
    for (int i = 0; i < caller.cx(); i++) {
      int entry = caller.dx() + i;
      switch (caller.bl()) {
        case 0x00, 0x80 -> state.vga.setDac(entry, caller.memory.read32(table + 4L * i));
        case 0x01 -> caller.memory.write32(table + 4L * i, state.vga.dac(entry));
        default -> {
          return FAILED;
        }
      }
    }
    return SUCCEEDED;
  }

  /** 4F10h: VBE/PM 1.0. The monitor is on, or dark. */
  private int power(Caller caller) {
    VgaAccess vga = state.vga;
    int clocking = vga.sequencer(CLOCKING);
    switch (caller.bl()) {
      case 0x00 -> caller.setBx(0x0F30); // standby, suspend, off and reduced; version 3.0
      case 0x01 -> {
        boolean on = caller.bh() == 0;
        vga.setSequencer(CLOCKING, on ? clocking & ~SCREEN_OFF : clocking | SCREEN_OFF);
      }
      case 0x02 -> caller.setBh((clocking & SCREEN_OFF) != 0 ? 0x04 : 0x00);
      default -> {
        return FAILED;
      }
    }
    return SUCCEEDED;
  }

  /** 4F15h: the EDID, which the adapter has at the start of its registers. */
  private int ddc(Caller caller) {
    long registers = dispi.registers();
    boolean present = registers != 0 && (memory.read(registers, 4) & 0xFFFF_FFFFL) == 0xFFFF_FF00L;
    if (!present) {
      return FAILED;
    }
    switch (caller.bl()) {
      case 0x00 -> caller.setBx(0x0103); // DDC2, a second for a block
      case 0x01 -> {
        if (caller.dx() != 0) {
          return FAILED;
        }
        long target = caller.linear(Segment.ES, caller.di());
        for (int i = 0; i < EDID; i += 4) {
          caller.memory.write32(target + i, (int) memory.read(registers + i, 4));
        }
      }
      default -> {
        return FAILED;
      }
    }
    return SUCCEEDED;
  }
}
