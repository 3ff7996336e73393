package emu.devices.iso.menu;

import emu.devices.iso.IsoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes commands of the words of a GRUB script. What does not fit the grammar is passed over. */
final class GrubParser {
  /** Deeper than anybody nests; the parser calls itself. */
  private static final int MOST_DEPTH = 64;

  private final List<GrubWord> words;
  private final Budget budget;
  private int at;
  private int depth;

  private GrubParser(List<GrubWord> words, Budget budget) {
    this.words = words;
    this.budget = budget;
  }

  static List<GrubCommand> parse(String text, Budget budget) throws IsoException {
    GrubParser parser = new GrubParser(GrubLexer.words(text), budget);
    List<GrubCommand> all = new ArrayList<>();
    while (parser.at < parser.words.size()) {
      all.addAll(parser.until(Set.of()));
      // A word that ends nothing.
      parser.at++;
    }
    return all;
  }

  /** The commands up to one of {@code ends}, at which it stops, or to the end of the text. */
  private List<GrubCommand> until(Set<String> ends) throws IsoException {
    if (++depth > MOST_DEPTH) {
      throw budget.endless("nests more than " + MOST_DEPTH + " blocks");
    }
    List<GrubCommand> commands = new ArrayList<>();
    while (at < words.size()) {
      budget.step();
      GrubWord word = words.get(at);
      if (word == GrubLexer.END) {
        at++;
      } else if (ends.stream().anyMatch(word::is) || (word.is("}") && ends.isEmpty())) {
        break;
      } else {
        commands.add(command(word));
      }
    }
    depth--;
    return commands;
  }

  private GrubCommand command(GrubWord word) throws IsoException {
    if (word.is("if")) {
      return choice();
    }
    if (word.is("while") || word.is("until")) {
      at++;
      List<GrubCommand> condition = until(Set.of("do"));
      at++;
      List<GrubCommand> body = until(Set.of("done"));
      at++;
      return new GrubCommand.While(condition, body, word.is("until"));
    }
    if (word.is("for")) {
      at++;
      return loop();
    }
    if (word.is("function")) {
      at++;
      GrubWord name = at < words.size() ? words.get(at++) : GrubLexer.END;
      skipEnds();
      return new GrubCommand.Function(name, block());
    }
    return simple();
  }

  private GrubCommand choice() throws IsoException {
    List<List<GrubCommand>> conditions = new ArrayList<>();
    List<List<GrubCommand>> bodies = new ArrayList<>();
    do {
      at++;
      conditions.add(until(Set.of("then")));
      at++;
      bodies.add(until(Set.of("elif", "else", "fi")));
    } while (at < words.size() && words.get(at).is("elif"));
    if (at < words.size() && words.get(at).is("else")) {
      at++;
      bodies.add(until(Set.of("fi")));
    }
    at++;
    return new GrubCommand.If(conditions, bodies);
  }

  private GrubCommand loop() throws IsoException {
    GrubWord variable = at < words.size() ? words.get(at++) : GrubLexer.END;
    List<GrubWord> values = new ArrayList<>();
    if (at < words.size() && words.get(at).is("in")) {
      at++;
      while (at < words.size() && words.get(at) != GrubLexer.END) {
        values.add(words.get(at++));
      }
    }
    skipEnds();
    at++;
    List<GrubCommand> body = until(Set.of("done"));
    at++;
    return new GrubCommand.For(variable, values, body);
  }

  private GrubCommand simple() throws IsoException {
    List<GrubWord> own = new ArrayList<>();
    while (at < words.size() && words.get(at) != GrubLexer.END) {
      GrubWord word = words.get(at);
      if (word.is("}")) {
        // One that closes nothing is passed over.
        at += own.isEmpty() ? 1 : 0;
        break;
      }
      if (word.is("{")) {
        return new GrubCommand.Simple(own, block());
      }
      own.add(word);
      at++;
    }
    return new GrubCommand.Simple(own, List.of());
  }

  /** What stands in the braces that begin here. */
  private List<GrubCommand> block() throws IsoException {
    if (at >= words.size() || !words.get(at).is("{")) {
      return List.of();
    }
    at++;
    List<GrubCommand> commands = until(Set.of("}"));
    at++;
    return commands;
  }

  private void skipEnds() {
    while (at < words.size() && words.get(at) == GrubLexer.END) {
      at++;
    }
  }
}
