package emu.devices.decompress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class XxHash64Test {

  @Test
  void knownValues() {
    assertEquals(0xEF46_DB37_51D8_E999L, hash("", 1));
    assertEquals(0x44BC_2CF5_AD77_0999L, hash("abc", 1));
  }

  @Test
  void partsMakeTheSameHashAsTheWhole() {
    String text = "0123456789".repeat(21);
    long whole = hash(text, text.length());
    for (int part = 1; part < text.length(); part++) {
      assertEquals(whole, hash(text, part), "parts of " + part);
    }
  }

  private static long hash(String text, int part) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    XxHash64 hash = new XxHash64();
    for (int at = 0; at < bytes.length; at += part) {
      hash.update(bytes, at, Math.min(part, bytes.length - at));
    }
    return hash.value();
  }
}
