package emu.core.vectors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * An instruction, the state it meets, and what a processor made of it.
 *
 * <p>As a line of a vector file: letter of the profile and seed of the initial state, in
 * hexadecimal; the instruction's bytes; changes to the initial state; {@code >}; changes that the
 * run made. What is not said there is unchanged, RIP is behind the INT3 that follows, and the
 * vector is that of INT3. {@code ?offset=length} names bytes of memory that processors write
 * differently.
 *
 * @param mode the mode it runs in, which its file tells
 * @param profile the profile of the initial state
 * @param seed the seed of the initial state
 * @param code the instruction's bytes, in hexadecimal
 * @param setUp changes to the initial state
 * @param results changes that the run made
 */
record VectorCase(
    Mode mode, Profile profile, long seed, String code, List<String> setUp, List<String> results) {
  private static final HexFormat HEX = HexFormat.of();

  /** Reads the vector file {@code name}. */
  static List<VectorCase> file(String name) throws IOException {
    try (InputStream in = VectorCase.class.getResourceAsStream(name + ".vec.gz");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> parse(line, Mode.ofFile(name))).toList();
    }
  }

  /** Reads a line of a file of {@code mode}. */
  static VectorCase parse(String line, Mode mode) {
    String[] words = line.split(" ", -1);
    int i = 2;
    List<String> setUp = new ArrayList<>();
    while (!words[i].equals(">")) {
      setUp.add(words[i++]);
    }
    List<String> results = new ArrayList<>();
    while (++i < words.length) {
      results.add(words[i]);
    }
    return new VectorCase(
        mode,
        Profile.ofLetter(words[0].charAt(0)),
        Long.parseLong(words[0], 1, words[0].length(), 16),
        words[1],
        setUp,
        results);
  }

  /** Its line. */
  String format() {
    List<String> words = new ArrayList<>();
    words.add(profile.letter() + Long.toHexString(seed));
    words.add(code);
    words.addAll(setUp);
    words.add(">");
    words.addAll(results);
    return String.join(" ", words);
  }

  /** The instruction's bytes. */
  byte[] bytes() {
    return HEX.parseHex(code);
  }

  /** The state that the instruction meets. */
  VectorState before() {
    VectorState state = VectorState.initial(seed, profile, mode);
    setUp.forEach(state::apply);
    return state;
  }

  /** Makes {@code actual} like {@code expected} where processors differ in what they write. */
  void takeOpen(VectorState expected, VectorState actual) {
    for (String result : results) {
      if (result.charAt(0) == '?') {
        int equals = result.indexOf('=');
        int at = Integer.parseInt(result, 1, equals, 16);
        int length = Integer.parseInt(result, equals + 1, result.length(), 16);
        System.arraycopy(expected.memory, at, actual.memory, at, length);
      }
    }
  }

  /** The state after a run of which nothing is said. */
  static VectorState uneventful(VectorState before, int length) {
    VectorState state = before.copy();
    state.words[VectorState.RIP] += length + 1;
    state.words[VectorState.VECTOR] = 3;
    return state;
  }

  /** The state after the run. */
  VectorState after() {
    VectorState state = uneventful(before(), bytes().length);
    results.stream().filter(result -> result.charAt(0) != '?').forEach(state::apply);
    return state;
  }
}
