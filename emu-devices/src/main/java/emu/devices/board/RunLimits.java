package emu.devices.board;

import java.time.Duration;

/**
 * What ends a run at the latest.
 *
 * @param instructions retired instructions since power-on; {@link Long#MAX_VALUE} for no limit
 * @param timeout time of the host's clock from the start of the run; null for no limit
 */
public record RunLimits(long instructions, Duration timeout) {
  /** No limit. */
  public static final RunLimits NONE = new RunLimits(Long.MAX_VALUE, null);
}
