package emu.core.asm;

import emu.core.decode.Operand.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the operands of an instruction. */
final class OperandParser {
  private static final Map<String, Integer> SIZES =
      Map.of(
          "byte", 8, "word", 16, "dword", 32, "fword", 48, "qword", 64, "tword", 80, "tbyte", 80,
          "oword", 128, "xmmword", 128);

  private final TokenReader tokens;
  private final boolean relativeByDefault;

  OperandParser(TokenReader tokens, boolean relativeByDefault) {
    this.tokens = tokens;
    this.relativeByDefault = relativeByDefault;
  }

  /** All operands up to the end of the line. */
  List<SourceOperand> operands() {
    List<SourceOperand> operands = new ArrayList<>();
    if (tokens.atEnd()) {
      return operands;
    }
    do {
      operands.add(operand());
    } while (tokens.takeIf(","));
    tokens.expectEnd();
    return operands;
  }

  private SourceOperand operand() {
    int bits = 0;
    boolean far = false;
    String distance = "";
    while (tokens.peek().kind() == Token.Kind.NAME) {
      String word = tokens.peek().text().toLowerCase(Locale.ROOT);
      if (SIZES.containsKey(word)) {
        bits = SIZES.get(word);
      } else if (word.equals("far")) {
        far = true;
      } else if (word.equals("short") || word.equals("near")) {
        distance = word;
      } else if (!word.equals("ptr")) {
        break;
      }
      tokens.take();
    }
    if (tokens.takeIf("[")) {
      return memory(bits, far, -1);
    }
    Register register = Register.of(tokens.peek().text());
    if (register != null && register.kind() == Kind.SEGMENT && tokens.peek(1).is(":")) {
      tokens.take();
      tokens.take();
      return tokens.takeIf("[")
          ? memory(bits, far, register.number())
          : new SourceOperand.Memory(
              bits, far, register.number(), Address.of(tokens.expression(), false));
    }
    if (tokens.takeName("st")) {
      return stackRegister();
    }
    boolean alone = tokens.peek(1).is(",") || tokens.peek(1).kind() == Token.Kind.END;
    if (tokens.peek().kind() == Token.Kind.NAME && register != null && alone) {
      tokens.take();
      return new SourceOperand.InRegister(register);
    }
    Expression value = tokens.expression();
    if (tokens.takeIf(":")) {
      return new SourceOperand.FarPointer(value, tokens.expression(), bits);
    }
    return new SourceOperand.Value(value, bits, distance);
  }

  /** What follows {@code st}: nothing, or a number in parentheses. */
  private SourceOperand stackRegister() {
    long number = 0;
    if (tokens.takeIf("(")) {
      number = tokens.take().value();
      tokens.expect(")");
    }
    return new SourceOperand.InRegister(new Register(Kind.ST, (int) (number & 7), 0));
  }

  /** What follows an opening bracket. */
  private SourceOperand memory(int bits, boolean far, int override) {
    boolean relative = relativeByDefault && override < 4;
    int segment = override;
    while (true) {
      if (tokens.takeName("rel")) {
        relative = true;
      } else if (tokens.takeName("abs")) {
        relative = false;
      } else if (tokens.peek(1).is(":")) {
        Register register = Register.of(tokens.take().text());
        if (register == null || register.kind() != Kind.SEGMENT) {
          throw new SyntaxException("a segment register expected before ':'");
        }
        segment = register.number();
        relative = relative && segment < 4; // FS and GS: what is named is an offset from their base
        tokens.expect(":");
      } else {
        break;
      }
    }
    Address address = Address.of(tokens.expression(), relative);
    tokens.expect("]");
    return new SourceOperand.Memory(bits, far, segment, address);
  }
}
