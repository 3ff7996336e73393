package emu.core.debug;

/**
 * Collects the state of a machine into 64 bits; equal states give equal hashes on every host.
 *
 * <p>It mixes each value with a multiply and a shift (the finaliser of SplitMix64): quick and well
 * spread, not cryptographic.
 */
public final class StateHash {
  private long state = 0x9E37_79B9_7F4A_7C15L;

  /** Adds one value. */
  public StateHash add(long value) {
    long z = (state ^ value) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    state = z ^ (z >>> 31);
    return this;
  }

  /** Adds one flag. */
  public StateHash add(boolean value) {
    return add(value ? 1 : 0);
  }

  /** Adds the values of {@code values} in order. */
  public StateHash add(long[] values) {
    for (long value : values) {
      add(value);
    }
    return this;
  }

  /** Adds the values of {@code values} in order. */
  public StateHash add(int[] values) {
    for (int value : values) {
      add(value);
    }
    return this;
  }

  /** Adds the bytes of {@code values} in order. */
  public StateHash add(byte[] values) {
    for (byte value : values) {
      add(value);
    }
    return this;
  }

  /** The hash of all that was added so far. */
  public long value() {
    return state;
  }
}
