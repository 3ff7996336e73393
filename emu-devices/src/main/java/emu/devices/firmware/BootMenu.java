package emu.devices.firmware;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the user what to boot: who presses Escape in time gets a list and chooses by a digit. What
 * is chosen is tried first, then the rest in its order.
 */
final class BootMenu implements Hashed {
  /** 2.5 seconds, in ticks of the timer. */
  private static final int PATIENCE = 46;

  private static final int ESCAPE = 0x1B;

  private enum State {
    START,
    PROMPT,
    LIST,
    DONE
  }

  private final boolean wanted;
  private final List<BootDevice> order;
  private final BiosData data;
  private final KeyBuffer keys;
  private final VideoService video;
  private State state = State.START;
  private int giveUpAt;
  private List<BootDevice> chosen;

  /** Asks if {@code wanted}, and somebody can see it; otherwise {@code order} is what is chosen. */
  BootMenu(boolean wanted, List<BootDevice> order, BiosData data, VideoService video) {
    this.wanted = wanted;
    this.order = order;
    this.data = data;
    this.keys = new KeyBuffer(data);
    this.video = video;
    this.chosen = order;
  }

  /** Goes on asking; false as long as there is no answer, so after the next interrupt again. */
  boolean ask() {
    if (!wanted || !video.isPresent()) {
      return true;
    }
    if (state == State.START) {
      show("Press Esc for boot menu.\r\n\r\n", State.PROMPT);
      giveUpAt = data.dwordAt(BiosData.TICKS) + PATIENCE;
    }
    while (state != State.DONE && !keys.isEmpty()) {
      int character = keys.peek() & 0xFF;
      keys.remove();
      pressed(character);
    }
    int ticks = data.dwordAt(BiosData.TICKS);
    // Midnight sets the ticks back to 0.
    boolean late = ticks - giveUpAt >= 0 || ticks < giveUpAt - PATIENCE;
    if (state == State.PROMPT && late) {
      state = State.DONE;
    }
    return state == State.DONE;
  }

  private void pressed(int character) {
    int index = character - '1';
    if (state == State.PROMPT && character == ESCAPE) {
      show(list(), State.LIST);
    } else if (state == State.LIST && character == ESCAPE) {
      state = State.DONE;
    } else if (state == State.LIST && index >= 0 && index < order.size()) {
      chosen = new ArrayList<>(order);
      chosen.addFirst(chosen.remove(index));
      state = State.DONE;
    }
  }

  private void show(String text, State next) {
    video.print(text);
    state = next;
  }

  private String list() {
    StringBuilder list = new StringBuilder("Select boot device:\r\n\r\n");
    for (int i = 0; i < order.size(); i++) {
      list.append("%d. %s\r\n".formatted(i + 1, order.get(i)));
    }
    return list.append("\r\n").toString();
  }

  /** What is to be tried, in this order. */
  List<BootDevice> chosen() {
    return chosen;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(state.ordinal()).add(giveUpAt);
    chosen.forEach(device -> hash.add(device.ordinal()));
  }
}
