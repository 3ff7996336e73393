package emu.cli.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.devices.keyboard.Key;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PositionCodesTest {

  @Test
  void everyKeyHasOneCodeOfSet1() {
    List<Key> keys = new ArrayList<>();
    for (int code = 0; code < 0x54; code++) {
      PositionCodes.ofSet1(code).ifPresent(keys::add);
    }
    for (int code = 0x55; code < 0x80; code++) {
      PositionCodes.ofSet1(code).ifPresent(keys::add);
    }
    for (int code = 0; code < 0x80; code++) {
      PositionCodes.ofExtendedSet1(code).ifPresent(keys::add);
    }
    assertIsEveryKeyOnce(keys);
    assertEquals(Optional.of(Key.PRINT_SCREEN), PositionCodes.ofSet1(0x54), "with Alt");
  }

  @Test
  void everyKeyHasOneCodeOfLinux() {
    List<Key> keys = new ArrayList<>();
    for (int code = -10; code < 0x300; code++) {
      PositionCodes.ofLinux(code).ifPresent(keys::add);
    }
    assertIsEveryKeyOnce(keys);
  }

  private static void assertIsEveryKeyOnce(List<Key> keys) {
    Set<Key> missing = EnumSet.allOf(Key.class);
    missing.removeAll(keys);
    assertEquals(Set.of(), missing);
    assertEquals(Key.values().length, keys.size());
  }

  @Test
  void someCodesAsTheManualHasThem() {
    assertEquals(Optional.of(Key.ESCAPE), PositionCodes.ofSet1(0x01));
    assertEquals(Optional.of(Key.Z), PositionCodes.ofSet1(0x2C));
    assertEquals(Optional.of(Key.F12), PositionCodes.ofSet1(0x58));
    assertEquals(Optional.of(Key.LESS), PositionCodes.ofSet1(0x56));
    assertEquals(Optional.of(Key.KEYPAD_DECIMAL), PositionCodes.ofLinux(83));
  }
}
