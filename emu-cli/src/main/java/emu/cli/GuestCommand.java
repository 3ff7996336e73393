package emu.cli;

import java.util.concurrent.Callable;

/** A command that runs a guest, for which the JVM needs its flags. */
interface GuestCommand extends Callable<Integer> {
  /** Whether it does with the options that it was given. */
  boolean runsGuest();
}
