package emu.jit.emit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class ClassCheckTest {

  /** A class whose only method returns what {@code load} pushes, as an int. */
  private static byte[] classThatReturns(int load) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V21, Opcodes.ACC_SUPER, "emu/Wrong", null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "value", "()I", null, null);
    method.visitCode();
    method.visitInsn(load);
    method.visitInsn(Opcodes.IRETURN);
    method.visitMaxs(1, 0);
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  @Test
  void whatIsWrongIsTold() {
    ClassCheck.check(classThatReturns(Opcodes.ICONST_0));
    var fault =
        assertThrows(
            IllegalStateException.class,
            () -> ClassCheck.check(classThatReturns(Opcodes.ACONST_NULL)));
    assertTrue(fault.getMessage().contains("Expected I"), fault.getMessage());
  }

  @Test
  void testsWantIt() {
    byte[] wrong = classThatReturns(Opcodes.ACONST_NULL);
    assertThrows(IllegalStateException.class, () -> ClassCheck.checkIfWanted(wrong));
  }
}
