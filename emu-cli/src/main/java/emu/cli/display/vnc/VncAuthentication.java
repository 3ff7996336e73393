package emu.cli.display.vnc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The proof that a viewer knows the password (RFC 6143, 7.2.2): it encrypts a random challenge with
 * it by DES. That keeps the curious out; what is sent afterwards anybody on the way can read.
 */
final class VncAuthentication {
  static final int CHALLENGE_BYTES = 16;
  private static final int KEY_BYTES = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  private VncAuthentication() {}

  /** A challenge that nobody can foresee. */
  static byte[] challenge() {
    byte[] challenge = new byte[CHALLENGE_BYTES];
    RANDOM.nextBytes(challenge);
    return challenge;
  }

  /** Whether {@code response} is what {@code password} makes of {@code challenge}. */
  static boolean isRight(byte[] challenge, byte[] response, String password) {
    return MessageDigest.isEqual(response(challenge, password), response);
  }

  /** What a viewer answers to {@code challenge}. */
  @SuppressWarnings("InsecureCryptoUsage") // Viewers know nothing else.
  static byte[] response(byte[] challenge, String password) {
    byte[] key = Arrays.copyOf(password.getBytes(StandardCharsets.UTF_8), KEY_BYTES);
    for (int i = 0; i < KEY_BYTES; i++) {
      // The first program of this kind took the bits of a byte the other way round.
      key[i] = (byte) (Integer.reverse(key[i]) >>> 24);
    }
    try {
      Cipher des = Cipher.getInstance("DES/ECB/NoPadding");
      des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DES"));
      return des.doFinal(challenge);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no DES", e);
    }
  }
}
