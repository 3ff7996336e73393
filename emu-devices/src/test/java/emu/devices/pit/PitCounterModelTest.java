package emu.devices.pit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares the counter, which calculates, with a model that counts each clock edge as the
 * datasheet's mode definitions tell.
 */
class PitCounterModelTest {

  /** One counter in binary, tick by tick. */
  private static final class Model {
    int mode;
    int register;
    int element;
    boolean output = true;
    boolean gate;
    boolean loadPending;
    boolean triggered;
    boolean loaded;
    boolean finished;
    boolean odd;

    void control(int newMode) {
      mode = newMode;
      output = mode != 0;
      register = 0;
      element = 0;
      loadPending = false;
      triggered = false;
      loaded = false;
      finished = false;
    }

    void write(int count) {
      register = count;
      switch (mode) {
        case 0 -> {
          output = false;
          loadPending = true;
        }
        case 4 -> loadPending = true;
        case 2, 3 -> loadPending |= !loaded;
        default -> {}
      }
    }

    void setGate(boolean level) {
      if (level && !gate) {
        if (mode == 1 || mode == 5) {
          triggered = register != 0;
        } else if (mode == 2 || mode == 3) {
          loadPending = register != 0;
        }
      }
      if (!level && (mode == 2 || mode == 3)) {
        output = true;
      }
      gate = level;
    }

    void tick() {
      switch (mode) {
        case 0, 4 -> tickSoftware();
        case 1, 5 -> tickHardware();
        default -> tickPeriodic();
      }
    }

    private void tickSoftware() {
      if (loadPending) {
        load();
        output = mode == 4;
      } else if (loaded && gate) {
        countDown();
      }
    }

    private void tickHardware() {
      if (triggered) {
        triggered = false;
        load();
        output = mode == 5;
      } else if (loaded) {
        countDown();
      }
    }

    private void load() {
      loadPending = false;
      loaded = true;
      finished = false;
      element = register;
    }

    private void countDown() {
      element = (element - 1) & 0xFFFF;
      if (mode < 4) {
        output |= element == 0;
      } else {
        output = finished || element != 0;
        finished |= element == 0;
      }
    }

    private void tickPeriodic() {
      if (loadPending) {
        load();
        output = true;
        if (mode == 3) {
          loadSquareWave();
        }
        return;
      }
      if (!loaded || !gate) {
        return;
      }
      if (mode == 2) {
        element--;
        if (element == 0) {
          element = register;
        }
        output = element != 1;
        return;
      }
      // The high half of an odd count is one clock longer: the element shows 0 before it ends.
      if (element == (output && odd ? 0 : 2)) {
        output = !output;
        loadSquareWave();
      } else {
        element -= 2;
      }
    }

    private void loadSquareWave() {
      element = register & ~1;
      odd = (register & 1) != 0;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void calculatesWhatCountingGives(long seed) {
    System.out.println("counter model, seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    boolean gate = random.nextBoolean();
    PitCounter counter = new PitCounter(gate);
    Model model = new Model();
    model.gate = gate;
    counter.control(3, 3, false);
    model.control(3);
    long tick = 1000;
    for (int step = 0; step < 20_000; step++) {
      switch (random.nextInt(8)) {
        case 0 -> {
          int mode = random.nextInt(6);
          counter.control(3, mode, false);
          model.control(mode);
        }
        case 1, 2 -> {
          int count = random.nextInt(2, random.nextInt(3, 40));
          counter.write(count & 0xFF, tick);
          counter.write(count >> 8, tick);
          model.write(count);
        }
        case 3, 4 -> {
          gate = !gate;
          counter.setGate(gate, tick);
          model.setGate(gate);
        }
        default -> {}
      }
      for (int wait = random.nextInt(1, 30); wait > 0; wait--) {
        long change = counter.nextChange(tick);
        boolean before = counter.output(tick);
        tick++;
        model.tick();
        String where = "step " + step + ", mode " + model.mode + ", tick " + tick;
        assertEquals(model.output, counter.output(tick), where);
        if (model.output != before) {
          assertEquals(tick, change, where);
        }
        if (model.loaded) {
          int count = counter.read(tick) | (counter.read(tick) << 8);
          assertEquals(model.element, count, where);
        }
      }
    }
  }
}
