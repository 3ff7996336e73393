package emu.core.crash;

/**
 * What one rule says.
 *
 * @param rule its name
 * @param clause a part of a sentence
 */
public record Finding(String rule, String clause) {}
