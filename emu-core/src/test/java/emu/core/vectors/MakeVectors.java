package emu.core.vectors;

import emu.core.cpu.CpuModel;
import emu.core.decode.Decoder;
import emu.core.decode.Insn;
import emu.core.decode.OpcodeRow;
import emu.core.decode.OpcodeTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Makes the vector files on this machine's processor. */
public final class MakeVectors {
  private static final int CASES = 14;
  private static final int CASES_OF_OTHER_MODES = 10;
  private static final int ATTEMPTS = 40;

  private final NativeProcessor processor;
  private final Decoder decoder = new Decoder(CpuModel.X86_64_V2.features());
  private final Map<String, List<String>> files = new TreeMap<>();
  private long seed;

  private MakeVectors(NativeProcessor processor) {
    this.processor = processor;
  }

  /** Arguments: the native program, and the folder for the files. */
  public static void main(String[] arguments) throws IOException {
    try (NativeProcessor processor = new NativeProcessor(arguments[0])) {
      MakeVectors maker = new MakeVectors(processor);
      for (Mode mode : Mode.values()) {
        for (OpcodeRow row : OpcodeTable.rows()) {
          if (UserMode.runs(row, mode)) {
            maker.row(row, mode);
          }
        }
      }
      maker.write(Path.of(arguments[1]));
    }
  }

  private void row(OpcodeRow row, Mode mode) throws IOException {
    RowEncoder encoder = new RowEncoder(row, mode);
    Set<List<Object>> done = new HashSet<>();
    boolean any = false;
    for (int i = 0; i < 6; i++) {
      boolean memory = i % 2 == 1;
      RowEncoder.Shape shape = new RowEncoder.Shape(i / 2 == 1, i / 2 == 2, memory);
      if (encoder.allows(memory) && (mode.is64() || !shape.rexW())) {
        any |= shape(row, mode, encoder, shape, done);
      }
    }
    if (!any) {
      System.err.println(
          "no encoding for " + row.encoding() + " " + row.attributes() + mode.suffix);
    }
  }

  private boolean shape(
      OpcodeRow row, Mode mode, RowEncoder encoder, RowEncoder.Shape shape, Set<List<Object>> done)
      throws IOException {
    int made = 0;
    boolean fresh = false;
    int wanted = mode.is64() ? CASES : CASES_OF_OTHER_MODES;
    for (int i = 0; i < ATTEMPTS && made < wanted; i++) {
      Random random = Values.generator(++seed);
      CaseMaker maker = new CaseMaker(mode, random);
      VectorState initial = VectorState.initial(seed, Profile.of(row), mode);
      MemoryOperand address = new MemoryOperand(maker.target(), mode, initial, random);
      byte[] extra = maker.extraPrefixes(row, shape.memory());
      byte[] code = encode(encoder, shape, address, extra);
      Insn insn = decoder.decode(code, 0, code.length, mode.codeMode);
      boolean badLock =
          extra.length == 1
              && extra[0] == (byte) 0xF0
              && insn != null
              && insn.row() == OpcodeTable.UNDEFINED;
      if (insn == null || insn.length() != code.length || insn.row() != row && !badLock) {
        continue;
      }
      if (!badLock && !fresh) {
        List<Object> key = new ArrayList<>();
        insn.operands().forEach(o -> key.add(o.bits()));
        key.add(UserMode.dependsOnOperandSize(row) ? insn.operandSize() : 0);
        key.add(shape.memory());
        if (!done.add(key)) {
          return true;
        }
        fresh = true;
      }
      made += run(mode, row, code, insn, initial, badLock ? null : address, maker) ? 1 : 0;
    }
    return made > 0;
  }

  private byte[] encode(
      RowEncoder encoder, RowEncoder.Shape shape, MemoryOperand address, byte[] extra) {
    byte[] code = encoder.encode(shape, address, extra, Values.generator(seed));
    if (address.isRipRelative()) {
      address.aim(code.length);
      code = encoder.encode(shape, address, extra, Values.generator(seed));
    }
    return code;
  }

  private boolean run(
      Mode mode,
      OpcodeRow row,
      byte[] code,
      Insn insn,
      VectorState initial,
      MemoryOperand address,
      CaseMaker maker)
      throws IOException {
    VectorState before = initial.copy();
    if (address != null) {
      maker.prepare(before, insn, address);
    }
    if (seed % 50 == 0) {
      maker.moveToEndOfPage(before, code.length);
    }
    if (Undefined.result(insn, before)) {
      return false;
    }
    VectorState after = processor.run(before, code, mode);
    if (after.words[VectorState.VECTOR] > 31) {
      System.err.println("runs for ever: " + HexFormat.of().formatHex(code) + mode.suffix);
      return false;
    }
    if (row.semantics().equals("State.fxrstor") && isTorn(before, after)) {
      return false;
    }
    if (after.words[VectorState.CR2] < 0) {
      return false; // of the kernel's half, Linux hides what is mapped
    }
    VectorState uneventful = VectorCase.uneventful(before, code.length);
    List<String> results = new ArrayList<>(after.changesSince(uneventful));
    if (address != null) {
      results.addAll(maker.open(insn, address));
    }
    VectorCase vectorCase =
        new VectorCase(
            mode,
            Profile.of(row),
            seed,
            HexFormat.of().formatHex(code),
            before.changesSince(initial),
            results);
    files
        .computeIfAbsent(UserMode.file(row, mode), f -> new ArrayList<>())
        .add(vectorCase.format());
    return true;
  }

  // AMD's processors load a part of the image before a fault in the rest.
  private static boolean isTorn(VectorState before, VectorState after) {
    return after.words[VectorState.RIP] == before.words[VectorState.RIP]
        && after.words[VectorState.MXCSR] != before.words[VectorState.MXCSR];
  }

  private void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var file : files.entrySet()) {
      try (OutputStream out =
          new GZIPOutputStream(Files.newOutputStream(folder.resolve(file.getKey() + ".vec.gz"))) {
            {
              def.setLevel(9);
            }
          }) {
        for (String line : file.getValue()) {
          out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
      System.out.println(file.getKey() + ": " + file.getValue().size() + " cases");
    }
  }
}
