package emu.core.asm;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Assembles source text, after the manner of NASM, by the rows of the opcode table.
 *
 * <p>A line is {@code label: instruction operands ; comment}; labels that begin with a point belong
 * to the last one that does not. Directives: {@code bits 16|32|64}, {@code org}, {@code default
 * rel|abs}, {@code db dw dd dq}, {@code resb resw resd resq}, {@code equ}, {@code times}, {@code
 * align}. Expressions: {@code + - * / % & | ^ ~ << >>}, parentheses, {@code $} and {@code $$}.
 * Operands: registers, numbers, {@code [base+index*scale+displacement]} with {@code rel}, {@code
 * abs} or a segment before it, size words, {@code short}, {@code near}, {@code far}, {@code
 * segment:offset}. Prefixes: {@code lock}, {@code rep} and its like, segment registers, {@code o16
 * o32 a16 a32}. Every instruction takes its shortest encoding.
 */
public final class Assembler {
  private static final int MOST_PASSES = 100;

  private final List<Line> lines;
  private final Set<String> names = new HashSet<>();
  private final Map<String, Long> symbols = new HashMap<>();
  private final int[] lengths;
  private long origin;

  private Assembler(Parser parser) {
    lines = parser.lines();
    lengths = new int[lines.size()];
    for (Line line : lines) {
      if (line.label() != null && !names.add(line.label())) {
        throw new AssemblyException(line.number(), "'" + line.label() + "' is defined twice");
      }
    }
    try {
      origin = parser.origin().value(new Place(0));
    } catch (SyntaxException e) {
      throw new AssemblyException(1, "org: " + e.getMessage());
    }
  }

  /**
   * Assembles {@code source}.
   *
   * @throws AssemblyException if something in it cannot be assembled; it says in which line, and
   *     what
   */
  public static Assembly assemble(String source) {
    return new Assembler(new Parser(source)).run();
  }

  private Assembly run() {
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      if (!pass(null)) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pass(out);
        return new Assembly(origin, out.toByteArray(), symbols);
      }
    }
    throw new AssemblyException(
        1, "the addresses do not settle; is there a cycle of times, align or equ?");
  }

  /**
   * Goes through all lines.
   *
   * @param out where the bytes go, in the last pass; null before it, when values are not final and
   *     errors may pass
   * @return whether a length or a symbol has changed
   */
  private boolean pass(ByteArrayOutputStream out) {
    boolean changed = false;
    long address = origin;
    for (int i = 0; i < lengths.length; i++) {
      Line line = lines.get(i);
      try {
        changed |= define(line, address);
        if (line.statement() != null) {
          byte[] bytes = line.statement().bytes(new Place(address), lengths[i]);
          changed |= bytes.length != lengths[i];
          lengths[i] = bytes.length;
          if (out != null) {
            out.writeBytes(bytes);
          }
        }
      } catch (SyntaxException e) {
        if (out != null) {
          throw new AssemblyException(line.number(), e.getMessage());
        }
      }
      address += lengths[i];
      if (address - origin > FillStatements.MOST_BYTES) {
        throw new AssemblyException(line.number(), "more than 64 MiB of output");
      }
    }
    return changed;
  }

  private boolean define(Line line, long address) {
    if (line.label() == null) {
      return false;
    }
    long value = line.equ() == null ? address : line.equ().value(new Place(address));
    Long old = symbols.put(line.label(), value);
    return old == null || old != value;
  }

  /** Where a statement lies. */
  private final class Place implements Scope {
    private final long here;
    private final long unknown;

    Place(long here) {
      this(here, 0);
    }

    private Place(long here, long unknown) {
      this.here = here;
      this.unknown = unknown;
    }

    @Override
    public long here() {
      return here;
    }

    @Override
    public long origin() {
      return origin;
    }

    @Override
    public Scope near() {
      return new Place(here, here);
    }

    @Override
    public long symbol(String name) {
      Long value = symbols.get(name);
      if (value != null) {
        return value;
      }
      if (!names.contains(name)) {
        throw new SyntaxException("'" + name + "' is not defined");
      }
      return unknown;
    }
  }
}
