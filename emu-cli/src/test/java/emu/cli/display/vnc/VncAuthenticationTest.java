package emu.cli.display.vnc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class VncAuthenticationTest {

  /**
   * The key of the password COW!, its bits turned round, is C2F2EA8400000000; OpenSSL's DES gives
   * the response.
   */
  @Test
  void theResponseIsThatOfAnotherImplementation() {
    byte[] challenge = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    assertArrayEquals(
        HexFormat.of().parseHex("173c3daa4d2739b7d22ef55ded80faa6"),
        VncAuthentication.response(challenge, "COW!"));
  }

  @Test
  void onlyTheRightPasswordIsRight() {
    byte[] challenge = VncAuthentication.challenge();
    byte[] response = VncAuthentication.response(challenge, "secret");
    assertEquals(16, challenge.length);
    assertTrue(VncAuthentication.isRight(challenge, response, "secret"));
    assertFalse(VncAuthentication.isRight(challenge, response, "Secret"));
    assertFalse(VncAuthentication.isRight(VncAuthentication.challenge(), response, "secret"));
  }
}
