package emu.devices.boot.check;

/**
 * Something wrong with a kernel.
 *
 * @param kind what, with a number
 * @param fatal whether it will not start because of it
 * @param cause what is wrong in this file: a sentence without its full stop, in lower case
 * @param cure what to do, in terms of compiler and linker: as the cause
 */
public record Finding(FindingKind kind, boolean fatal, String cause, String cure) {

  /**
   * What an exception says in one sentence, which has cause and cure with a colon between.
   *
   * @param what what the sentence calls the file
   */
  static Finding told(FindingKind kind, Exception e, String what) {
    String sentence = String.valueOf(e.getMessage());
    int colon = sentence.lastIndexOf(": ");
    String cause = colon < 0 ? sentence : sentence.substring(0, colon);
    String cure = colon < 0 ? "get the file again" : sentence.substring(colon + 2);
    return kind.error(cause.replace(what + " ", "it "), cure);
  }
}
