package emu.jit.programs;

/**
 * A difference between two engines.
 *
 * @param before instruction count at which the states were still equal
 * @param at count at which they are not
 */
record Divergence(Program program, long before, long at, State one, State other) {

  @Override
  public String toString() {
    return "%ndiffers between instructions %d and %d of %s%s%s"
        .formatted(before, at, program, Listing.of(program), State.show(one, other));
  }
}
