package emu.core.asm;

import emu.core.decode.CodeMode;
import emu.core.decode.Operand.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a source text. */
final class Parser {
  private static final Map<String, Integer> UNITS = Map.of("b", 1, "w", 2, "d", 4, "q", 8);
  private static final Map<String, Integer> PREFIXES =
      Map.of("lock", 0xF0, "rep", 0xF3, "repe", 0xF3, "repz", 0xF3, "repne", 0xF2, "repnz", 0xF2);

  private final List<Line> lines = new ArrayList<>();
  private CodeMode mode = CodeMode.CODE_16;
  private boolean relativeByDefault;
  private String scopeLabel = "";
  private Expression origin = new Expression.Constant(0);

  /** Reads {@code source}; {@link AssemblyException} if it is malformed. */
  Parser(String source) {
    int number = 0;
    for (String text : source.split("\r?\n", -1)) {
      number++;
      try {
        line(number, text);
      } catch (SyntaxException e) {
        throw new AssemblyException(number, e.getMessage());
      }
    }
  }

  List<Line> lines() {
    return lines;
  }

  /** The operand of {@code org}. */
  Expression origin() {
    return origin;
  }

  private void line(int number, String text) {
    TokenReader tokens = new TokenReader(Lexer.tokens(text), scopeLabel);
    String label = label(tokens);
    if (label != null && tokens.takeName("equ")) {
      Expression value = tokens.expression();
      tokens.expectEnd();
      lines.add(new Line(number, label, value, null));
      return;
    }
    Statement statement = tokens.atEnd() ? null : statement(tokens);
    if (label != null || statement != null) {
      lines.add(new Line(number, label, null, statement));
    }
  }

  private String label(TokenReader tokens) {
    Token token = tokens.peek();
    Token after = tokens.peek(1);
    boolean bare =
        after.isName("equ")
            || after.isName("times")
            || isData(after.text(), "d")
            || isData(after.text(), "res");
    if (token.kind() != Token.Kind.NAME || !after.is(":") && !(bare && !token.isName("times"))) {
      return null;
    }
    if (Register.of(token.text()) != null) {
      if (!after.is(":")) {
        return null;
      }
      throw new SyntaxException("'" + token.text() + "' is a register, not a label");
    }
    tokens.take();
    tokens.takeIf(":");
    if (!token.text().startsWith(".") && !tokens.peek().isName("equ")) {
      scopeLabel = token.text();
      tokens.setScopeLabel(scopeLabel);
    }
    return tokens.fullName(token.text());
  }

  private static boolean isData(String word, String stem) {
    String name = word.toLowerCase(Locale.ROOT);
    return name.startsWith(stem) && UNITS.containsKey(name.substring(stem.length()));
  }

  private Statement statement(TokenReader tokens) {
    Token token = tokens.take();
    if (token.kind() != Token.Kind.NAME) {
      throw new SyntaxException("an instruction expected before '" + token.text() + "'");
    }
    String word = token.text().toLowerCase(Locale.ROOT);
    if (isData(word, "d")) {
      return DataStatement.parse(UNITS.get(word.substring(1)), tokens);
    }
    if (isData(word, "res")) {
      return new FillStatements.Reserve(last(tokens), UNITS.get(word.substring(3)));
    }
    return switch (word) {
      case "bits" -> bits(tokens);
      case "org" -> {
        origin = last(tokens);
        yield null;
      }
      case "default" -> {
        relativeByDefault = tokens.takeName("rel");
        if (!relativeByDefault && !tokens.takeName("abs")) {
          throw new SyntaxException("default takes rel or abs");
        }
        tokens.expectEnd();
        yield null;
      }
      case "align" -> align(tokens);
      case "times" -> new FillStatements.Times(tokens.expression(), required(statement(tokens)));
      default -> instruction(token, tokens);
    };
  }

  private static Statement required(Statement statement) {
    if (statement == null) {
      throw new SyntaxException("times takes an instruction or data");
    }
    return statement;
  }

  private static Expression last(TokenReader tokens) {
    Expression value = tokens.expression();
    tokens.expectEnd();
    return value;
  }

  private Statement bits(TokenReader tokens) {
    String size = tokens.take().text();
    mode =
        switch (size) {
          case "16" -> CodeMode.CODE_16;
          case "32" -> CodeMode.CODE_32;
          case "64" -> CodeMode.CODE_64;
          default -> throw new SyntaxException("bits takes 16, 32 or 64");
        };
    tokens.expectEnd();
    return null;
  }

  private static Statement align(TokenReader tokens) {
    Expression boundary = tokens.expression();
    long fill = 0x90;
    if (tokens.takeIf(",")) {
      if (!tokens.takeName("db")) {
        throw new SyntaxException("align takes a power of 2 and, after a comma, db and a byte");
      }
      fill = tokens.take().value();
    }
    tokens.expectEnd();
    return new FillStatements.Align(boundary, (int) fill);
  }

  private Statement instruction(Token first, TokenReader tokens) {
    List<Integer> prefixes = new ArrayList<>();
    int operandSize = 0;
    int addressSize = 0;
    Token token = first;
    while (true) {
      String word = token.text().toLowerCase(Locale.ROOT);
      Register register = Register.of(word);
      if (PREFIXES.containsKey(word)) {
        prefixes.add(PREFIXES.get(word));
      } else if (word.matches("[ao](16|32|64)")) {
        int size = Integer.parseInt(word.substring(1));
        operandSize = word.charAt(0) == 'o' ? size : operandSize;
        addressSize = word.charAt(0) == 'a' ? size : addressSize;
      } else if (register != null && register.kind() == Kind.SEGMENT) {
        prefixes.add(Attempt.segmentPrefix(register.number()));
      } else {
        break;
      }
      token = tokens.take();
    }
    if (token.kind() != Token.Kind.NAME) {
      throw new SyntaxException("an instruction expected before " + token.text());
    }
    return instruction(token.text(), tokens, prefixes, operandSize, addressSize);
  }

  private Statement instruction(
      String name, TokenReader tokens, List<Integer> prefixes, int operandSize, int addressSize) {
    String mnemonic = name.toUpperCase(Locale.ROOT);
    String waiting = "FN" + mnemonic.substring(1);
    boolean waits =
        mnemonic.matches("F(INIT|CLEX|STCW|STSW|STENV|SAVE)") && Mnemonics.rows(mnemonic).isEmpty();
    if (!waits && Mnemonics.rows(mnemonic).isEmpty()) {
      throw new SyntaxException("unknown instruction '" + name + "'");
    }
    if (waits) {
      prefixes.add(0x9B); // FWAIT, and then the form that does not wait
    }
    int size =
        switch (mnemonic) {
          case "PUSHFW", "POPFW", "PUSHAW", "POPAW", "IRETW" -> 16;
          default -> operandSize;
        };
    List<SourceOperand> operands = new OperandParser(tokens, relativeByDefault).operands();
    return new InstructionStatement(
        new Instruction(
            mode, waits ? waiting : mnemonic, List.copyOf(prefixes), size, addressSize, operands));
  }
}
