package emu.jit.emit;

import emu.core.decode.Disassembler;
import emu.core.interp.Block;
import emu.jit.region.Region;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;

/** Shows a region: the guest's instructions, and the bytecode of each behind it. */
public final class RegionListing {
  /** The line behind all instructions: what leaves the region. */
  static final int EXITS = 0x8000;

  private RegionListing() {}

  /** A listing of {@code region} in the page at physical address {@code page}. */
  public static String of(Region region, Tier tier, long page) {
    Map<Integer, String> lines = new HashMap<>();
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.printf("%s, page %012x, entries", tier, page);
    region.entries().forEach(entry -> out.printf(" %03x", entry));
    out.println();
    region
        .blocks()
        .forEach((offset, block) -> {
          out.printf("%nblock %03x%n", offset);
          for (int i = 0; i < block.size(); i++) {
            int at = offset + block.offset(i);
            String line = "%03x  %s".formatted(at, instruction(block, i, page + at));
            lines.put(line(at), line);
            out.println(line);
          }
        });
    lines.put(EXITS, "exits");
    out.println();
    new ClassReader(RegionEmitter.emitListed(region, tier).bytes())
        .accept(new TraceClassVisitor(null, new Annotated(lines), out), ClassReader.SKIP_FRAMES);
    return text.toString();
  }

  /** The line number of the instruction at offset {@code at}; far ones may share theirs. */
  static int line(int at) {
    return at & 0x7FFF;
  }

  private static String instruction(Block block, int i, long address) {
    return Disassembler.format(block.op(i).insn, address);
  }

  /** Prints the guest's instruction where its bytecode begins. */
  private static final class Annotated extends Textifier {
    private final Map<Integer, String> lines;

    Annotated(Map<Integer, String> lines) {
      super(Opcodes.ASM9);
      this.lines = lines;
    }

    @Override
    public void visitLineNumber(int line, Label start) {
      getText().add("\n  ; " + lines.get(line) + "\n");
    }

    @Override
    protected Textifier createTextifier() {
      return new Annotated(lines);
    }
  }
}
