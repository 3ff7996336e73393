package emu.cli.guest;

/** Told how far a download has come. */
@FunctionalInterface
public interface Progress {

  /** The step called {@code step} is done to {@code fraction}, 0 to 1. */
  void at(String step, double fraction);
}
