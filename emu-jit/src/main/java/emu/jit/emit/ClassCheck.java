package emu.jit.emit;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Has ASM check the classes that are emitted; tests want that. */
final class ClassCheck {
  private static final boolean WANTED = Boolean.getBoolean("emu.jit.checked");

  private ClassCheck() {}

  /** Checks {@code classFile} if that is wanted. */
  static void checkIfWanted(byte[] classFile) {
    if (WANTED) {
      check(classFile);
    }
  }

  /**
   * Checks {@code classFile}: its structure, and the types of what its methods compute with.
   *
   * @throws IllegalStateException if there is a fault, with a listing
   */
  static void check(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    reader.accept(new CheckClassAdapter(null, false), ClassReader.EXPAND_FRAMES);
    StringWriter faults = new StringWriter();
    CheckClassAdapter.verify(
        reader, ClassCheck.class.getClassLoader(), false, new PrintWriter(faults, true));
    if (!faults.toString().isEmpty()) {
      throw new IllegalStateException("a translation is no valid class:\n" + faults);
    }
  }
}
