package emu.core.trace;

import emu.core.cpu.CpuModel;
import emu.core.cpu.GuestFault;
import emu.core.cpu.Interrupts.Source;
import emu.core.decode.CodeMode;
import emu.core.decode.Decoder;
import emu.core.decode.Disassembler;
import emu.core.decode.Insn;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Shows what {@link InstructionTrace} wrote as text: a line for each instruction and interrupt. */
public final class TraceReader {
  private static final Source[] SOURCES = Source.values();

  /** What fits into the heap; a packed file may hold more. */
  private static final int MOST_BLOCKS = 1 << 23;

  /** A block that the trace defines. */
  private static final class Traced {
    final long linear;
    final CodeMode mode;
    final int size;
    final byte[] code;

    Traced(long linear, CodeMode mode, int size, byte[] code) {
      this.linear = linear;
      this.mode = mode;
      this.size = size;
      this.code = code;
    }
  }

  private final InputStream in;
  private final TraceLog log;
  private final Decoder decoder = new Decoder(CpuModel.X86_64_V2.features());
  private final List<Traced> blocks = new ArrayList<>();
  private long expected;

  /** The block that ran last, whose end is not known yet, and when it started. */
  private Traced running;

  private long started;

  private TraceReader(InputStream in, TraceLog log) {
    this.in = in;
    this.log = log;
  }

  /**
   * Shows the trace that {@code in} gives, as far as {@code log} wants it.
   *
   * @throws TraceFormatException if it is none, or damaged, or ends early; what is before that is
   *     shown
   * @throws IOException if it cannot be read
   */
  public static void show(InputStream in, TraceLog log) throws IOException {
    if (!Arrays.equals(in.readNBytes(TraceFormat.MAGIC.length), TraceFormat.MAGIC)) {
      throw new TraceFormatException("is no trace of emu: give a file that --trace wrote");
    }
    TraceReader reader = new TraceReader(in, log);
    try {
      reader.read();
    } catch (EOFException e) {
      reader.showBlock(false);
      throw new TraceFormatException("ends early: the run that wrote it was not ended by itself");
    }
  }

  private void read() throws IOException {
    while (expected < log.window().to()) {
      long head = number();
      if ((head & 1) == 0) {
        run(head >>> 1);
      } else if (head == TraceFormat.DEFINE) {
        define();
      } else if (head == TraceFormat.COUNT) {
        long distance = number();
        expected += distance >>> 1 ^ -(distance & 1);
      } else if (head == TraceFormat.INTERRUPT) {
        interrupt();
      } else if (head == TraceFormat.TRIPLE_FAULT) {
        showBlock(false);
        line(expected, "triple fault");
      } else if (head == TraceFormat.END) {
        showBlock(false);
        return;
      } else {
        throw damaged();
      }
    }
    showBlock(false);
  }

  private void run(long number) throws IOException {
    showBlock(false);
    if (number >= blocks.size()) {
      throw damaged();
    }
    running = blocks.get((int) number);
    started = expected;
    expected += running.size;
  }

  private void define() throws IOException {
    long linear = fixed();
    CodeMode mode =
        switch ((int) number()) {
          case 16 -> CodeMode.CODE_16;
          case 32 -> CodeMode.CODE_32;
          case 64 -> CodeMode.CODE_64;
          default -> throw damaged();
        };
    number(); // CPL, which is for other programs
    long size = number();
    long bytes = number();
    boolean fits =
        size > 0
            && size <= TraceFormat.MOST_INSTRUCTIONS
            && bytes > 0
            && bytes <= TraceFormat.MOST_BYTES;
    if (!fits) {
      throw damaged();
    }
    byte[] code = in.readNBytes((int) bytes);
    if (code.length < bytes) {
      throw new EOFException();
    }
    if (blocks.size() == MOST_BLOCKS) {
      throw new TraceFormatException(
          "has too many blocks: record less of the run, with --trace-from and --trace-count");
    }
    blocks.add(new Traced(linear, mode, (int) size, code));
  }

  private void interrupt() throws IOException {
    int source = (int) number();
    long vector = number();
    int errorCode = (int) (number() - 1);
    long from = fixed();
    if (source < 0 || source >= SOURCES.length) {
      throw damaged();
    }
    showBlock(SOURCES[source] != Source.EXTERNAL);
    line(
        expected,
        "%s v=%02x%s at %s"
            .formatted(
                SOURCES[source],
                vector,
                errorCode == GuestFault.NO_ERROR_CODE ? "" : " e=%04x".formatted(errorCode),
                log.symbols().show(from)));
    expected++;
  }

  /**
   * Shows what ran of the last block: up to the count that is known now, and the instruction there
   * if it is what raised an exception or is INT n.
   */
  private void showBlock(boolean interrupting) {
    if (running == null) {
      return;
    }
    Traced block = running;
    running = null;
    long ran = Math.min(block.size, expected - started);
    int at = 0;
    for (int i = 0; i < block.size && (i < ran || i == ran && interrupting); i++) {
      Insn insn = decoder.decode(block.code, at, block.code.length, block.mode);
      if (insn == null) {
        return;
      }
      long linear = block.linear + at;
      if (log.filter().holds(linear)) {
        line(started + i, log.symbols().show(linear) + "  " + Disassembler.format(insn, linear));
      }
      at += insn.length();
    }
  }

  private void line(long count, String text) {
    if (log.window().holds(count)) {
      log.write(count + " " + text + "\n");
    }
  }

  private long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int part = in.read();
      if (part < 0) {
        throw new EOFException();
      }
      value |= (long) (part & 127) << shift;
      if (part < 128) {
        return value;
      }
    }
    throw damaged();
  }

  private long fixed() throws IOException {
    byte[] bytes = in.readNBytes(8);
    if (bytes.length < 8) {
      throw new EOFException();
    }
    long value = 0;
    for (int i = 7; i >= 0; i--) {
      value = value << 8 | bytes[i] & 0xFF;
    }
    return value;
  }

  private static TraceFormatException damaged() {
    return new TraceFormatException("is damaged: record the run again");
  }
}
