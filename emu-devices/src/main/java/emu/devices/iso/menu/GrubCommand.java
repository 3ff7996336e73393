package emu.devices.iso.menu;

import java.util.List;

/** A command of a GRUB script. */
sealed interface GrubCommand {

  /**
   * A command by its name.
   *
   * @param words its name and arguments
   * @param block what stands in braces after them; empty if nothing does
   */
  record Simple(List<GrubWord> words, List<GrubCommand> block) implements GrubCommand {}

  /**
   * A choice. Each condition is a row of commands, of which the last one decides.
   *
   * @param conditions those of if and of each elif
   * @param bodies what is run under each, and after them that of else
   */
  record If(List<List<GrubCommand>> conditions, List<List<GrubCommand>> bodies)
      implements GrubCommand {}

  /**
   * A loop.
   *
   * @param negated whether it is until, not while
   */
  record While(List<GrubCommand> condition, List<GrubCommand> body, boolean negated)
      implements GrubCommand {}

  /** A loop over words. */
  record For(GrubWord variable, List<GrubWord> words, List<GrubCommand> body)
      implements GrubCommand {}

  /** The definition of a function. */
  record Function(GrubWord name, List<GrubCommand> body) implements GrubCommand {}
}
