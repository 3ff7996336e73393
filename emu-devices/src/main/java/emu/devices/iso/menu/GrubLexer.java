package emu.devices.iso.menu;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a GRUB script into words. GRUB manual 2.06, "Shell-like scripting": quoting, variables,
 * comments; a newline or a semicolon ends a command.
 */
final class GrubLexer {
  /** Ends a command. */
  static final GrubWord END = new GrubWord(List.of());

  private final String text;
  private final List<GrubWord> words = new ArrayList<>();
  private List<GrubWord.Part> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private boolean inWord;
  private boolean literalQuoted;
  private int at;

  private GrubLexer(String text) {
    this.text = text;
  }

  static List<GrubWord> words(String text) {
    GrubLexer lexer = new GrubLexer(text.replace("\r", ""));
    while (lexer.at < lexer.text.length()) {
      lexer.next();
    }
    lexer.endCommand();
    return lexer.words;
  }

  private void next() {
    char c = text.charAt(at++);
    switch (c) {
      case ' ', '\t' -> endWord();
      case '\n', ';' -> endCommand();
      case '#' -> {
        if (inWord) {
          add(c, false);
        } else {
          int line = text.indexOf('\n', at);
          at = line < 0 ? text.length() : line;
        }
      }
      case '\\' -> escape();
      case '\'' -> {
        inWord = true;
        int end = text.indexOf('\'', at);
        quoted(text.substring(at, end < 0 ? text.length() : end));
        at = end < 0 ? text.length() : end + 1;
      }
      case '"' -> inQuotes();
      case '$' -> variable(false);
      case '{', '}' -> {
        // Braces stand alone, but for one in a name such as ${x}, which a variable takes.
        if (inWord) {
          add(c, false);
        } else {
          add(c, false);
          endWord();
        }
      }
      default -> add(c, false);
    }
  }

  private void escape() {
    if (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '\n') {
        add(c, true);
      }
    }
  }

  private void inQuotes() {
    inWord = true;
    quoted("");
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return;
      }
      if (c == '$') {
        variable(true);
      } else if (c == '\\' && at < text.length() && "$\"\\\n".indexOf(text.charAt(at)) >= 0) {
        escape();
      } else {
        add(c, true);
      }
    }
  }

  private void variable(boolean inQuotes) {
    inWord = true;
    if (!inQuotes && at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
      // $"text" is for translation.
      return;
    }
    boolean braces = at < text.length() && text.charAt(at) == '{';
    int start = braces ? at + 1 : at;
    int end = start;
    if (end < text.length() && "?*#@".indexOf(text.charAt(end)) >= 0) {
      end++;
    } else {
      while (end < text.length() && isName(text.charAt(end))) {
        end++;
      }
    }
    if (start == end) {
      add('$', inQuotes);
      return;
    }
    endLiteral();
    parts.add(new GrubWord.Part(text.substring(start, end), true, inQuotes));
    at = braces && end < text.length() && text.charAt(end) == '}' ? end + 1 : end;
  }

  private static boolean isName(char c) {
    return c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
  }

  private void quoted(String more) {
    // Also if it is empty: '' is a word.
    endLiteral();
    parts.add(new GrubWord.Part(more, false, true));
  }

  private void add(char c, boolean quoted) {
    if (!literal.isEmpty() && quoted != literalQuoted) {
      endLiteral();
    }
    literalQuoted = quoted;
    inWord = true;
    literal.append(c);
  }

  private void endLiteral() {
    if (!literal.isEmpty()) {
      parts.add(new GrubWord.Part(literal.toString(), false, literalQuoted));
      literal.setLength(0);
    }
  }

  private void endWord() {
    if (inWord) {
      endLiteral();
      words.add(new GrubWord(parts));
      parts = new ArrayList<>();
      inWord = false;
    }
  }

  private void endCommand() {
    endWord();
    words.add(END);
  }
}
