package emu.cli.guest;

/** What to say when a guest's files cannot be had through the host's packages. */
final class GetByHand {
  /** The end of a sentence that says what to do instead. */
  static final String ADVICE =
      "give a Debian mirror with --mirror URL, or files with --kernel FILE --initrd FILE";

  private GetByHand() {}
}
