package emu.cli.compare;

/** Told how far a comparison has come. */
@FunctionalInterface
public interface Progress {

  /** {@code doing}, a few words, goes on. */
  void at(String doing);
}
