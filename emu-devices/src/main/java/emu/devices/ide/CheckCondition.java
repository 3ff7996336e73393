package emu.devices.ide;

/** A packet command that ends with CHECK CONDITION. */
final class CheckCondition extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Sense sense;

  CheckCondition(Sense sense) {
    super(sense.toString(), null, false, false);
    this.sense = sense;
  }

  Sense sense() {
    return sense;
  }
}
