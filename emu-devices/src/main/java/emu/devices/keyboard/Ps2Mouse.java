package emu.devices.keyboard;

import emu.core.bus.HostQueue;
import emu.core.debug.StateHash;

/**
 * A PS/2 mouse (IBM PS/2 Hardware Interface Technical Reference, "Mouse") with the extensions that
 * a driver switches on by a sequence of sample rates: a wheel (IntelliMouse, 200-100-80) and two
 * more buttons (IntelliMouse Explorer, 200-200-80).
 *
 * <p>Deviations: the self-test takes no time; the sample rate is kept but does not pace the
 * packets, which are sent when the controller has taken the one before.
 */
final class Ps2Mouse extends Ps2Device {
  private static final int SET_SCALING_1_1 = 0xE6;
  private static final int SET_SCALING_2_1 = 0xE7;
  private static final int SET_RESOLUTION = 0xE8;
  private static final int STATUS_REQUEST = 0xE9;
  private static final int SET_STREAM_MODE = 0xEA;
  private static final int READ_DATA = 0xEB;
  private static final int RESET_WRAP_MODE = 0xEC;
  private static final int SET_WRAP_MODE = 0xEE;
  private static final int SET_REMOTE_MODE = 0xF0;
  private static final int READ_ID = 0xF2;
  private static final int SET_SAMPLE_RATE = 0xF3;
  private static final int ENABLE = 0xF4;
  private static final int DISABLE = 0xF5;
  private static final int SET_DEFAULTS = 0xF6;
  private static final int RESET = 0xFF;

  /** In samples a second. */
  private static final int MAX_SAMPLE_RATE = 200;

  private static final int ID_STANDARD = 0;
  private static final int ID_WHEEL = 3;
  private static final int ID_EXPLORER = 4;
  private static final int WHEEL_KNOCK = (200 << 16) | (100 << 8) | 80;
  private static final int EXPLORER_KNOCK = (200 << 16) | (200 << 8) | 80;

  private static final int STATUS_REMOTE = 0x40;
  private static final int STATUS_ENABLED = 0x20;
  private static final int STATUS_SCALING_2_1 = 0x10;

  private static final int PACKET_ALWAYS_1 = 0x08;
  private static final int PACKET_X_NEGATIVE = 0x10;
  private static final int PACKET_Y_NEGATIVE = 0x20;
  private static final int THREE_BUTTONS = MouseEvent.LEFT | MouseEvent.RIGHT | MouseEvent.MIDDLE;

  private static final int ALL_BUTTONS = THREE_BUTTONS | MouseEvent.SIDE | MouseEvent.EXTRA;

  /** The most counts of one packet, and the most that wait for the next ones. */
  private static final int MAX_MOVE = 255;

  private static final int MAX_BACKLOG = 1 << 14;

  /** What scaling 2:1 makes of 0 to 5 counts; more are doubled. */
  private static final int[] SCALED = {0, 1, 1, 3, 6, 9};

  private final HostQueue<MouseEvent> input;
  private int id = ID_STANDARD;
  private int rates;
  private int sampleRate = 100;
  private int resolution = 2;
  private boolean scaling2to1;
  private boolean remote;
  private boolean wrap;
  private boolean enabled;

  private int dx;
  private int dy;
  private int wheel;
  private int buttons;
  private int reportedButtons;

  Ps2Mouse(HostQueue<MouseEvent> input) {
    this.input = input;
  }

  @Override
  boolean isParameter(int value) {
    return value <= MAX_SAMPLE_RATE;
  }

  @Override
  boolean command(int command) {
    if (wrap && command != RESET && command != RESET_WRAP_MODE) {
      reply(command);
      return false;
    }
    clearData();
    switch (command) {
      case SET_SCALING_1_1 -> scaling2to1 = false;
      case SET_SCALING_2_1 -> scaling2to1 = true;
      case SET_STREAM_MODE -> remote = false;
      case SET_REMOTE_MODE -> remote = true;
      case SET_WRAP_MODE -> wrap = true;
      case RESET_WRAP_MODE -> wrap = false;
      case ENABLE -> enabled = true;
      case DISABLE -> enabled = false;
      case SET_DEFAULTS -> setDefaults();
      case RESET -> {
        setDefaults();
        id = ID_STANDARD;
        wrap = false;
      }
      case SET_RESOLUTION, SET_SAMPLE_RATE, STATUS_REQUEST, READ_DATA, READ_ID -> {}
      default -> {
        reply(RESEND);
        return false;
      }
    }
    reply(ACKNOWLEDGE);
    answer(command);
    return command == SET_RESOLUTION || command == SET_SAMPLE_RATE;
  }

  /** What follows the acknowledge. */
  private void answer(int command) {
    switch (command) {
      case STATUS_REQUEST -> {
        int mode = (remote ? STATUS_REMOTE : 0) | (enabled ? STATUS_ENABLED : 0);
        reply(mode | (scaling2to1 ? STATUS_SCALING_2_1 : 0) | statusButtons());
        reply(resolution);
        reply(sampleRate);
      }
      case READ_ID -> reply(id);
      case READ_DATA -> {
        collect();
        sendPacket();
      }
      case RESET -> {
        reply(SELF_TEST_PASSED);
        reply(ID_STANDARD);
      }
      default -> {}
    }
  }

  /**
   * The status byte has the buttons the other way round: left in bit 2, middle in bit 1, right in
   * bit 0.
   */
  private int statusButtons() {
    return ((buttons & MouseEvent.LEFT) != 0 ? 4 : 0)
        | ((buttons & MouseEvent.MIDDLE) != 0 ? 2 : 0)
        | ((buttons & MouseEvent.RIGHT) != 0 ? 1 : 0);
  }

  @Override
  void command(int command, int parameter) {
    reply(ACKNOWLEDGE);
    if (command == SET_RESOLUTION) {
      resolution = parameter & 3;
      return;
    }
    sampleRate = parameter;
    rates = ((rates << 8) | parameter) & 0xFF_FFFF;
    if (rates == WHEEL_KNOCK) {
      id = Math.max(id, ID_WHEEL);
    } else if (rates == EXPLORER_KNOCK) {
      id = ID_EXPLORER;
    }
  }

  private void setDefaults() {
    sampleRate = 100;
    resolution = 2;
    scaling2to1 = false;
    remote = false;
    enabled = false;
    dx = 0;
    dy = 0;
    wheel = 0;
  }

  @Override
  void poll() {
    if (hasData()) {
      return;
    }
    collect();
    boolean news = (dx | dy | wheel) != 0 || buttons != reportedButtons;
    if (enabled && !remote && !wrap && news) {
      sendPacket();
    }
  }

  /** Adds up the host's events, up to the first that changes a button. */
  private void collect() {
    while (buttons == reportedButtons && !input.isEmpty()) {
      input.poll().ifPresent(this::add);
    }
  }

  private void add(MouseEvent event) {
    buttons = event.buttons() & ALL_BUTTONS;
    if (enabled) {
      dx = add(dx, event.dx());
      dy = add(dy, event.dy());
      wheel = add(wheel, event.wheel());
    } else {
      reportedButtons = buttons;
    }
  }

  private static int add(int sum, int value) {
    return Math.clamp((long) sum + value, -MAX_BACKLOG, MAX_BACKLOG);
  }

  private void sendPacket() {
    int x = Math.clamp(dx, -MAX_MOVE, MAX_MOVE);
    int y = Math.clamp(dy, -MAX_MOVE, MAX_MOVE);
    int z = id == ID_STANDARD ? wheel : Math.clamp(wheel, -8, 7);
    dx -= x;
    dy -= y;
    wheel -= z;
    reportedButtons = buttons;
    int right = scaled(x);
    int up = -scaled(y);
    int signs = (right < 0 ? PACKET_X_NEGATIVE : 0) | (up < 0 ? PACKET_Y_NEGATIVE : 0);
    send((byte) (PACKET_ALWAYS_1 | signs | (buttons & THREE_BUTTONS)), (byte) right, (byte) up);
    if (id == ID_WHEEL) {
      send((byte) z);
    } else if (id == ID_EXPLORER) {
      // Buttons 4 and 5 in bits 4 and 5.
      send((byte) ((z & 0x0F) | ((buttons & ~THREE_BUTTONS) << 1)));
    }
  }

  private int scaled(int counts) {
    if (!scaling2to1 || remote) {
      return counts;
    }
    int size = Math.abs(counts);
    int scaled = size < SCALED.length ? SCALED[size] : Math.min(2 * size, MAX_MOVE);
    return counts < 0 ? -scaled : scaled;
  }

  @Override
  public void hashInto(StateHash hash) {
    super.hashInto(hash);
    hash.add(id).add(rates).add(sampleRate).add(resolution).add(scaling2to1);
    hash.add(remote).add(wrap).add(enabled);
    hash.add(dx).add(dy).add(wheel).add(buttons).add(reportedButtons);
  }
}
