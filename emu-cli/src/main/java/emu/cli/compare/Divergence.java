package emu.cli.compare;

import emu.core.inspect.CodeLine;
import java.util.List;

/**
 * Where two engines part.
 *
 * @param lastEqual a count of instructions at which the states are equal
 * @param seen the states at a later count, which differ
 * @param repeated whether they parted again when both ran once more from the start; if not, the
 *     counts are those of the first comparison
 * @param before instructions that the first engine ran before the suspects
 * @param suspects the instructions that it ran between the two counts, one of which is at fault;
 *     none if there are too many
 */
public record Divergence(
    long lastEqual,
    Sighting seen,
    boolean repeated,
    List<CodeLine> before,
    List<CodeLine> suspects) {}
