package emu.cli.display.vnc;

import emu.api.keyboard.KeyboardLayout;
import emu.cli.display.KeyInput;
import emu.cli.display.MouseInput;
import emu.cli.display.RedrawPace;
import emu.cli.display.Seat;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Hears what a viewer says (RFC 6143, 7.5). */
final class ViewerInput {
  private static final int SET_PIXEL_FORMAT = 0;
  private static final int SET_ENCODINGS = 2;
  private static final int UPDATE_REQUEST = 3;
  private static final int KEY = 4;
  private static final int POINTER = 5;
  private static final int CUT_TEXT = 6;
  private static final int SET_DESKTOP_SIZE = 251;
  private static final int EXTENDED = 255;
  private static final int EXTENDED_KEY = 0;

  /** A viewer's clipboard, which is not for the guest, may be that long. */
  private static final int MOST_CUT_TEXT = 1 << 24;

  private static final int SCREEN_BYTES = 16;

  private final DataInputStream in;
  private final Wishes wishes;
  private final RedrawPace pace;
  private final KeyInput keyInput;
  private final MouseInput mouseInput;
  private final ViewerKeys keys;
  private final ViewerPointer pointer;

  ViewerInput(
      DataInputStream in, Wishes wishes, Seat seat, RedrawPace pace, KeyboardLayout layout) {
    this.in = in;
    this.wishes = wishes;
    this.pace = pace;
    keyInput = new KeyInput(seat.keys());
    mouseInput = new MouseInput(seat.mouse());
    keys = new ViewerKeys(keyInput, layout);
    pointer = new ViewerPointer(mouseInput);
  }

  /**
   * Hears until the viewer goes; then its keys and buttons are up.
   *
   * @throws IOException when it goes; a {@link ProtocolException} says what it did wrong
   */
  void run() throws IOException {
    try {
      while (true) {
        hear(in.readUnsignedByte());
      }
    } finally {
      keyInput.releaseAll();
      mouseInput.buttons(0);
    }
  }

  /** Hands the guest what it had no room for before; from any thread. */
  void settle() {
    keyInput.settle();
    mouseInput.settle();
  }

  private void hear(int message) throws IOException {
    switch (message) {
      case SET_PIXEL_FORMAT -> {
        in.skipNBytes(3);
        wishes.setFormat(PixelFormat.read(in));
      }
      case SET_ENCODINGS -> setEncodings();
      case UPDATE_REQUEST -> {
        boolean incremental = in.readUnsignedByte() != 0;
        wishes.request(
            new Area(
                in.readUnsignedShort(),
                in.readUnsignedShort(),
                in.readUnsignedShort(),
                in.readUnsignedShort()),
            incremental);
      }
      case KEY -> {
        boolean pressed = in.readUnsignedByte() != 0;
        in.skipNBytes(2);
        keys.event(in.readInt(), pressed);
        stir();
      }
      case POINTER -> {
        int mask = in.readUnsignedByte();
        int x = in.readUnsignedShort();
        int y = in.readUnsignedShort();
        pointer.event(mask, x, y, wishes.isKnown(Encoding.POINTER_MOTION));
        stir();
      }
      case CUT_TEXT -> {
        in.skipNBytes(3);
        skip(Integer.toUnsignedLong(in.readInt()));
      }
      case SET_DESKTOP_SIZE -> {
        in.skipNBytes(5);
        int screens = in.readUnsignedByte();
        in.skipNBytes(1 + (long) screens * SCREEN_BYTES);
        wishes.refuseSize();
      }
      case EXTENDED -> extended();
      default -> throw new ProtocolException("it sends the message " + message + ", which is none");
    }
  }

  private void stir() {
    pace.stir(System.nanoTime());
    wishes.wake();
  }

  private void skip(long length) throws IOException {
    if (length > MOST_CUT_TEXT) {
      throw new ProtocolException("it sends a clipboard of " + length + " bytes");
    }
    in.skipNBytes(length);
  }

  private void setEncodings() throws IOException {
    in.skipNBytes(1);
    int count = in.readUnsignedShort();
    Set<Encoding> encodings = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      Encoding.of(in.readInt()).ifPresent(encodings::add);
    }
    wishes.setEncodings(encodings);
  }

  private void extended() throws IOException {
    int message = in.readUnsignedByte();
    if (message != EXTENDED_KEY) {
      throw new ProtocolException("it sends the message 255." + message + ", which is none");
    }
    boolean pressed = in.readUnsignedShort() != 0;
    int keysym = in.readInt();
    int scanCode = in.readInt();
    keys.event(keysym, scanCode, pressed);
    stir();
  }
}
