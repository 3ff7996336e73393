package emu.cli.display.window;

import emu.cli.display.KeyInput;
import emu.cli.display.Seat;
import emu.devices.keyboard.Key;
import java.awt.event.KeyEvent;
import java.awt.event.KeyListener;
import java.util.Map;
import java.util.Optional;

/** Sends keys to the guest, but for our own, which come with Ctrl and Alt. */
final class HotKeys implements KeyListener {
  private final HostKeys hostKeys;
  private final KeyInput guest;
  private final Map<Key, Runnable> actions;

  /** Keys for {@code seat}, of which {@code actions} are our own. */
  HotKeys(Seat seat, HostKeys hostKeys, Map<Key, Runnable> actions) {
    this.hostKeys = hostKeys;
    this.guest = new KeyInput(seat.keys());
    this.actions = Map.copyOf(actions);
  }

  @Override
  public void keyPressed(KeyEvent event) {
    Optional<Key> key = hostKeys.of(event);
    boolean ours = event.isControlDown() && event.isAltDown();
    if (ours && key.isPresent() && actions.containsKey(key.get())) {
      actions.get(key.get()).run();
    } else {
      key.ifPresent(guest::press);
    }
    event.consume();
  }

  @Override
  public void keyReleased(KeyEvent event) {
    hostKeys.of(event).ifPresent(guest::release);
    event.consume();
  }

  @Override
  public void keyTyped(KeyEvent event) {
    event.consume();
  }

  /** Lets all keys go: the window has lost the keyboard. */
  void releaseAll() {
    guest.releaseAll();
  }

  /** Hands over what found no room before. */
  void settle() {
    guest.settle();
  }
}
