package emu.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Finds methods that HotSpot would leave slow: it never compiles one over 8,000 bytes of bytecode,
 * and does not inline a hot one over 325 (its options HugeMethodLimit and FreqInlineSize).
 */
final class MethodSizes {
  /** Bytes of bytecode that no method may exceed. */
  static final int LIMIT = 8000;

  /** Bytes of bytecode that a method on the per-instruction path may not exceed. */
  static final int INLINE_LIMIT = 325;

  /** The packages on the per-instruction path. */
  static final Set<String> HOT_PACKAGES =
      Set.of("emu.core.cpu", "emu.core.insn", "emu.core.interp", "emu.core.mmu");

  private MethodSizes() {}

  /** A method with its size in bytes of bytecode. */
  record Method(String packageName, String className, String name, int size) {
    /** As it stands in the list of exceptions. */
    String id() {
      return packageName + "." + className + "#" + name;
    }

    boolean isOnInstructionPath() {
      // Class initialisers run once.
      return HOT_PACKAGES.contains(packageName) && !name.equals("<clinit>");
    }
  }

  /** All methods with code in the class files under {@code folders}, largest first. */
  static List<Method> read(List<Path> folders) {
    List<Method> methods = new ArrayList<>();
    for (Path folder : folders) {
      Project.files(folder, ".class").forEach(file -> addMethods(parse(file), methods));
    }
    methods.sort(Comparator.comparingInt(Method::size).reversed());
    return methods;
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addMethods(ClassModel model, List<Method> methods) {
    String name = model.thisClass().asInternalName().replace('/', '.');
    int dot = name.lastIndexOf('.');
    for (MethodModel method : model.methods()) {
      method
          .findAttribute(Attributes.code())
          .ifPresent(code ->
              methods.add(
                  new Method(
                      name.substring(0, Math.max(dot, 0)),
                      name.substring(dot + 1),
                      method.methodName().stringValue(),
                      code.codeLength())));
    }
  }
}
