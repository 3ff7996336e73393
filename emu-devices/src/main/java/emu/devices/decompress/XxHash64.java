package emu.devices.decompress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64 with seed 0, the checksum of Zstandard frames. xxHash, doc/xxhash_spec.md, "XXH64 Algorithm
 * Description".
 */
final class XxHash64 {
  private static final long P1 = 0x9E37_79B1_85EB_CA87L;
  private static final long P2 = 0xC2B2_AE3D_27D4_EB4FL;
  private static final long P3 = 0x1656_67B1_9E37_79F9L;
  private static final long P4 = 0x85EB_CA77_C2B2_AE63L;
  private static final long P5 = 0x27D4_EB2F_1656_67C5L;
  private static final int STRIPE = 32;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] rest = new byte[STRIPE];
  private int restLength;
  private long total;
  private long a = Long.sum(P1, P2);
  private long b = P2;
  private long c = 0;
  private long d = -P1;

  void update(byte[] data, int from, int length) {
    total += length;
    int at = from;
    int end = from + length;
    if (restLength > 0) {
      int part = Math.min(STRIPE - restLength, length);
      System.arraycopy(data, at, rest, restLength, part);
      restLength += part;
      at += part;
      if (restLength < STRIPE) {
        return;
      }
      stripe(rest, 0);
    }
    for (; at <= end - STRIPE; at += STRIPE) {
      stripe(data, at);
    }
    restLength = end - at;
    System.arraycopy(data, at, rest, 0, restLength);
  }

  private void stripe(byte[] data, int at) {
    a = round(a, (long) LONG.get(data, at));
    b = round(b, (long) LONG.get(data, at + 8));
    c = round(c, (long) LONG.get(data, at + 16));
    d = round(d, (long) LONG.get(data, at + 24));
  }

  private static long round(long lane, long input) {
    return Long.rotateLeft(lane + input * P2, 31) * P1;
  }

  private static long merge(long hash, long lane) {
    return (hash ^ round(0, lane)) * P1 + P4;
  }

  /** The hash of all bytes so far. */
  long value() {
    long hash = P5;
    if (total >= STRIPE) {
      hash =
          Long.rotateLeft(a, 1)
              + Long.rotateLeft(b, 7)
              + Long.rotateLeft(c, 12)
              + Long.rotateLeft(d, 18);
      hash = merge(merge(merge(merge(hash, a), b), c), d);
    }
    hash += total;
    int at = 0;
    for (; at <= restLength - 8; at += 8) {
      hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(rest, at)), 27) * P1 + P4;
    }
    if (at <= restLength - 4) {
      hash = Long.rotateLeft(hash ^ ((int) INT.get(rest, at) & 0xFFFF_FFFFL) * P1, 23) * P2 + P3;
      at += 4;
    }
    for (; at < restLength; at++) {
      hash = Long.rotateLeft(hash ^ (rest[at] & 0xFF) * P5, 11) * P1;
    }
    hash = (hash ^ hash >>> 33) * P2;
    hash = (hash ^ hash >>> 29) * P3;
    return hash ^ hash >>> 32;
  }
}
