package emu.jit.emit;

import emu.core.interp.PageLink;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Objects that the code of a class needs, operations of the interpreter and links to pages: static
 * constants, set from the class data when the class is initialised.
 */
final class ClassConstants {
  private static final String LOOK_UP =
      "(Ljava/lang/invoke/MethodHandles$Lookup;I)Ljava/lang/Object;";

  private final ClassWriter writer;
  private final String className;
  private final List<Object> values = new ArrayList<>();

  /** Constants of the class {@code className} that {@code writer} writes. */
  ClassConstants(ClassWriter writer, String className) {
    this.writer = writer;
    this.className = className;
  }

  /** The class data. */
  List<Object> values() {
    return values;
  }

  /** Adds a constant, an {@link emu.core.interp.Op} or a {@link PageLink}; yields its number. */
  int add(Object value) {
    values.add(value);
    return values.size() - 1;
  }

  /** Pushes constant {@code number}. */
  void push(MethodVisitor mv, int number) {
    mv.visitFieldInsn(Opcodes.GETSTATIC, className, field(number), "L" + owner(number) + ";");
  }

  private static String field(int number) {
    return "constant" + number;
  }

  private String owner(int number) {
    return values.get(number) instanceof PageLink ? Names.PAGE_LINK : Names.OP;
  }

  /** Emits fields and class initialiser, if there are any constants. */
  void emit() {
    if (values.isEmpty()) {
      return;
    }
    MethodVisitor mv = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    mv.visitCode();
    for (int i = 0; i < values.size(); i++) {
      String type = "L" + owner(i) + ";";
      writer
          .visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, field(i), type, null, null)
          .visitEnd();
      mv.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "java/lang/invoke/MethodHandles",
          "lookup",
          "()Ljava/lang/invoke/MethodHandles$Lookup;",
          false);
      mv.visitIntInsn(Opcodes.SIPUSH, i);
      mv.visitMethodInsn(Opcodes.INVOKESTATIC, Names.SUPPORT, "constant", LOOK_UP, false);
      mv.visitTypeInsn(Opcodes.CHECKCAST, owner(i));
      mv.visitFieldInsn(Opcodes.PUTSTATIC, className, field(i), type);
    }
    mv.visitInsn(Opcodes.RETURN);
    mv.visitMaxs(0, 0);
    mv.visitEnd();
  }
}
