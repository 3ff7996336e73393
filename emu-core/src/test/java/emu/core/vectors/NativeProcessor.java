package emu.core.vectors;

import emu.core.cpu.Cpu;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The processor of this machine, by way of the program in src/test/native/vectors. */
final class NativeProcessor implements AutoCloseable {
  private static final int FXSAVE = 16 * 8 + 9 * 8 + 16;
  private static final int MEMORY = FXSAVE + 512;
  private static final int PF = 14;

  private final Process process;
  private final ByteBuffer record =
      ByteBuffer.allocate(MEMORY + VectorState.PAGE).order(ByteOrder.LITTLE_ENDIAN);

  NativeProcessor(String program) throws IOException {
    process = new ProcessBuilder(program).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The state after {@code code} was run in {@code mode}. */
  VectorState run(VectorState before, byte[] code, Mode mode) throws IOException {
    put(before, code, mode);
    OutputStream out = process.getOutputStream();
    out.write(record.array());
    out.flush();
    InputStream in = process.getInputStream();
    if (in.readNBytes(record.array(), 0, record.capacity()) != record.capacity()) {
      throw new IOException("the native processor has died");
    }
    VectorState state = get();
    // The rest of RSP is the kernel's when it comes from a 16-bit stack.
    state.words[Cpu.RSP] &= mode.registerMask();
    return state;
  }

  private void put(VectorState state, byte[] code, Mode mode) {
    long[] w = state.words;
    record.clear();
    for (int i = 0; i < 20; i++) {
      record.putLong(w[i]);
    }
    record.putLong(0).putLong(0).putLong(0).putLong(code.length).putLong(mode.codeMode.bits());
    record.put(code).put(new byte[16 - code.length]);
    record.put(new byte[512]).put(state.memory);
    int top = (int) w[VectorState.TOP];
    record.putShort(FXSAVE, (short) w[VectorState.CONTROL]);
    record.putShort(FXSAVE + 2, (short) (w[VectorState.STATUS] | top << 11));
    record.put(FXSAVE + 4, (byte) ~w[VectorState.EMPTY]);
    record.putInt(FXSAVE + 24, (int) w[VectorState.MXCSR]);
    for (int i = 0; i < 8; i++) {
      int physical = top + i & 7;
      record.putLong(FXSAVE + 32 + 16 * i, w[VectorState.MANTISSAS + physical]);
      record.putShort(FXSAVE + 40 + 16 * i, (short) w[VectorState.EXPONENTS + physical]);
    }
    for (int i = 0; i < 32; i++) {
      record.putLong(FXSAVE + 160 + 8 * i, w[VectorState.XMM + i]);
    }
  }

  private VectorState get() {
    VectorState state = new VectorState();
    long[] w = state.words;
    for (int i = 0; i < 23; i++) {
      w[i] = record.getLong(8 * i);
    }
    if (w[VectorState.VECTOR] != PF) {
      w[VectorState.CR2] = 0;
    }
    w[VectorState.CONTROL] = record.getShort(FXSAVE) & 0xFFFF;
    int status = record.getShort(FXSAVE + 2);
    int top = status >> 11 & 7;
    w[VectorState.STATUS] = status & 0xC7FF;
    w[VectorState.TOP] = top;
    w[VectorState.EMPTY] = ~record.get(FXSAVE + 4) & 0xFF;
    w[VectorState.MXCSR] = record.getInt(FXSAVE + 24);
    for (int i = 0; i < 8; i++) {
      int physical = top + i & 7;
      w[VectorState.MANTISSAS + physical] = record.getLong(FXSAVE + 32 + 16 * i);
      w[VectorState.EXPONENTS + physical] = record.getShort(FXSAVE + 40 + 16 * i) & 0xFFFF;
    }
    for (int i = 0; i < 32; i++) {
      w[VectorState.XMM + i] = record.getLong(FXSAVE + 160 + 8 * i);
    }
    record.get(MEMORY, state.memory);
    return state;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
