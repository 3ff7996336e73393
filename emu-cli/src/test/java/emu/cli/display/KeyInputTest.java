package emu.cli.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.bus.HostQueue;
import emu.devices.keyboard.Key;
import emu.devices.keyboard.KeyEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class KeyInputTest {
  private final HostQueue<KeyEvent> queue = new HostQueue<>(3);
  private final KeyInput keys = new KeyInput(queue);

  private List<String> taken() {
    List<String> taken = new ArrayList<>();
    for (Optional<KeyEvent> event = queue.poll(); event.isPresent(); event = queue.poll()) {
      taken.add((event.get().pressed() ? "+" : "-") + event.get().key());
    }
    return taken;
  }

  @Test
  void aKeyThatIsDownIsNotPressedAgain() {
    keys.press(Key.A);
    keys.press(Key.A);
    keys.release(Key.A);
    keys.release(Key.A);
    assertEquals(List.of("+A", "-A"), taken());
  }

  @Test
  void aReleaseWaitsForRoom() {
    keys.press(Key.LEFT_SHIFT);
    keys.press(Key.A);
    keys.press(Key.B);
    keys.release(Key.B);
    keys.release(Key.A);
    keys.press(Key.C);
    assertEquals(List.of("+LEFT_SHIFT", "+A", "+B"), taken());
    keys.settle();
    assertEquals(List.of("-A", "-B"), taken());
    keys.releaseAll();
    assertEquals(List.of("-LEFT_SHIFT"), taken());
  }

  @Test
  void aChordWaitsForRoomAndGoesDownInOrder() throws InterruptedException {
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    Thread guest =
        Thread.ofPlatform()
            .start(() -> {
              while (seen.size() < 6) {
                seen.addAll(taken());
                LockSupport.parkNanos(1_000_000);
                keys.settle();
              }
            });
    keys.type(List.of(Key.LEFT_CONTROL, Key.LEFT_ALT, Key.DELETE));
    guest.join();
    List<String> chord = List.copyOf(seen);
    assertEquals(List.of("+LEFT_CONTROL", "+LEFT_ALT", "+DELETE"), chord.subList(0, 3));
    assertEquals(Set.of("-DELETE", "-LEFT_ALT", "-LEFT_CONTROL"), Set.copyOf(chord.subList(3, 6)));
  }
}
