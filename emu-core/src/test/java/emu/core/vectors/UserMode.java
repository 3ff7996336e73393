package emu.core.vectors;

import emu.core.decode.OpcodeRow;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which rows of the opcode table have vectors. */
final class UserMode {
  /** Privileged, or about the machine around the processor, or different on every processor. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "DescriptorInstructions",
          "FarTransfer",
          "InputOutput",
          "InterruptReturn",
          "RandomNumber",
          "SegmentRegister",
          "SoftwareInterrupts",
          "SystemCalls",
          // The last bits differ between processors, and the tests of the soft floating point have
          // them.
          "X87Transcendental");

  private static final Set<String> APPROXIMATIONS =
      Set.of("SimdFloat.rcpps", "SimdFloat.rcpss", "SimdFloat.rsqrtps", "SimdFloat.rsqrtss");

  private static final Set<String> SYSTEM_CLASSES = Set.of("SystemInstructions", "SystemRegisters");

  private static final Set<String> SYSTEM_ALLOWED =
      Set.of("undefined", "clflush", "rdfsbase", "rdgsbase", "wrfsbase", "wrgsbase");

  /** XSAVE depends on what else is enabled and in use. */
  private static final Set<String> STATE_LEFT_OUT =
      Set.of("State.xrstor", "State.xsave", "State.xsaveopt");

  /** Their formats depend on the mode and the operand size. */
  private static final Set<String> X87_FORMATS =
      Set.of("X87Control.fldenv", "X87Control.fnsave", "X87Control.fnstenv", "X87Control.frstor");

  private static final Set<String> ALLOWED =
      Set.of("SoftwareInterrupts.into", "DescriptorInstructions.arpl");

  private UserMode() {}

  /** Whether {@code row} has vectors for {@code mode}; outside 64-bit mode, integer rows have. */
  static boolean runs(OpcodeRow row, Mode mode) {
    String semantics = row.semantics();
    int dot = semantics.indexOf('.');
    String owner = semantics.substring(0, dot);
    if (row.is("cpl0") || row.is(mode.is64() ? "i64" : "o64")) {
      return false;
    }
    if (!mode.is64() && (row.is("sse") || row.is("mmx") || row.is("x87"))) {
      return X87_FORMATS.contains(semantics);
    }
    if (LEFT_OUT.contains(owner)) {
      return ALLOWED.contains(semantics);
    }
    if (SYSTEM_CLASSES.contains(owner)) {
      return SYSTEM_ALLOWED.contains(semantics.substring(dot + 1));
    }
    return !STATE_LEFT_OUT.contains(semantics) && !APPROXIMATIONS.contains(semantics);
  }

  /** Whether 64-bit code can encode {@code row} with its operand and address size. */
  static boolean isEncodable(OpcodeRow row) {
    boolean taken66 = row.encoding().startsWith("66 ") || row.encoding().startsWith("NP ");
    return !(row.is("os16") && taken66) && !(row.is("os32") && row.is("d64")) && !row.is("as16");
  }

  /** Whether cases for each operand size make sense. */
  static boolean dependsOnOperandSize(OpcodeRow row) {
    if (X87_FORMATS.contains(row.semantics())) {
      return true;
    }
    if (row.operands().isEmpty() || row.is("os16") || row.is("os32") || row.is("os64")) {
      return true;
    }
    return row.operands().stream().anyMatch(o -> o.matches("\\(?(r?[A-Z]X|.[vzynpa])\\)?(/M.)?"));
  }

  /** The vector file of {@code row}, without its ending. */
  static String file(OpcodeRow row, Mode mode) {
    String semantics = row.semantics();
    return semantics.substring(0, semantics.indexOf('.')) + mode.suffix;
  }

  /** All vector files. */
  static List<String> files(List<OpcodeRow> rows) {
    Set<String> files = new TreeSet<>();
    for (Mode mode : Mode.values()) {
      for (OpcodeRow row : rows) {
        if (runs(row, mode)) {
          files.add(file(row, mode));
        }
      }
    }
    return List.copyOf(files);
  }
}
