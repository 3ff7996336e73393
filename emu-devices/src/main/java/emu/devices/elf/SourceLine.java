package emu.devices.elf;

/**
 * A line of source.
 *
 * @param file path as the compiler knew it; relative to where it ran, if that is not known
 * @param line from 1 on
 */
public record SourceLine(String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
