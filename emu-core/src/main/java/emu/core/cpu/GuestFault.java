package emu.core.cpu;

/**
 * An exception of the guest on its way to delivery. One object serves a processor for ever, without
 * stack trace, so raising it costs no allocation; {@link Cpu#fault} fills it.
 */
public final class GuestFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The error code of an exception that pushes none. */
  public static final int NO_ERROR_CODE = -1;

  private int vector;
  private int errorCode;
  private boolean nonCanonical;

  GuestFault() {
    super(null, null, false, false);
  }

  GuestFault with(int newVector, int newErrorCode, boolean newNonCanonical) {
    vector = newVector;
    errorCode = newErrorCode;
    nonCanonical = newNonCanonical;
    return this;
  }

  /** Exception vector, 0 to 31; see {@link Vector}. */
  public int vector() {
    return vector;
  }

  /** Error code to push, or {@link #NO_ERROR_CODE}. */
  public int errorCode() {
    return errorCode;
  }

  /**
   * Whether a non-canonical address caused it: #SS(0) if the reference was by the stack segment,
   * else #GP(0).
   */
  public boolean isNonCanonical() {
    return nonCanonical;
  }

  @Override
  public String getMessage() {
    return "exception "
        + vector
        + (errorCode == NO_ERROR_CODE ? "" : " (error code " + errorCode + ")");
  }
}
