package emu.devices.boot.check;

/**
 * Something wrong with a kernel.
 *
 * @param kind what, with a number
 * @param fatal whether it will not start because of it
 * @param cause what is wrong in this file: a sentence without its full stop, in lower case
 * @param cure what to do, in terms of compiler and linker: as the cause
 */
public record Finding(FindingKind kind, boolean fatal, String cause, String cure) {}
