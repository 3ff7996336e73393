package emu.bench.loops;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One loop in one run of an emulator.
 *
 * @param name the loop's
 * @param part its first part
 * @param whole all its parts
 */
record LoopRun(String name, Progress part, Progress whole) {

  /**
   * How far a loop had come.
   *
   * @param seconds since its begin, by the host's clock
   * @param checksum what the guest computed
   * @param instructions what the guest's time-stamp counter gained: instructions, if its clock
   *     counts them
   */
  record Progress(double seconds, String checksum, long instructions) {}

  /**
   * Reads what the guest sends, until it ends, and stamps each line as it comes.
   *
   * @throws IOException if that is not what the kernel sends
   */
  static List<LoopRun> read(BufferedReader lines) throws IOException {
    List<LoopRun> runs = new ArrayList<>();
    long began = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      long now = System.nanoTime();
      String[] words = line.split(" ");
      if (line.endsWith(" begin")) {
        began = now;
      } else if (line.matches("\\w+ part \\p{XDigit}+ \\p{XDigit}+")) {
        Progress part = progress(now - began, words);
        runs.add(new LoopRun(words[0], part, part));
      } else if (line.matches("\\w+ end \\p{XDigit}+ \\p{XDigit}+") && !runs.isEmpty()) {
        runs.add(new LoopRun(words[0], runs.removeLast().part, progress(now - began, words)));
      } else {
        throw new IOException("a line that the guest does not send: " + line);
      }
    }
    return runs;
  }

  private static Progress progress(long nanoseconds, String[] words) {
    return new Progress(nanoseconds / 1e9, words[2], Long.parseUnsignedLong(words[3], 16));
  }
}
