package emu.cli.gdb;

/** What the server does when a packet of one kind comes; on the client's thread. */
@FunctionalInterface
interface Command {
  /** The answer of commands that have nothing to tell. */
  String OK = "OK";

  /** The answer to what is not known. */
  String UNKNOWN = "";

  /** The answer of commands that are answered when the guest stops. */
  String LATER = null;

  /**
   * Does it.
   *
   * @param arguments what follows the command's name, one character for each byte
   * @return the answer, or {@link #LATER}
   * @throws Refusal if it cannot be done
   */
  String run(String arguments) throws Refusal;
}
