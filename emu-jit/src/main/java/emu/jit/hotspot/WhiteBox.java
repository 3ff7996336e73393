package emu.jit.hotspot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Executable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * HotSpot's interface for its own tests, of which one method is used: to have a method compiled by
 * a given compiler now, instead of calling it until HotSpot thinks it is worth it, with profiling
 * versions in between that are thrown away.
 *
 * <p>It is there if the virtual machine runs with {@code -XX:+UnlockDiagnosticVMOptions
 * -XX:+WhiteBoxAPI}. The virtual machine then links the native methods of a class of this name in
 * the boot loader; that class declares many more in OpenJDK's tests, of which the virtual machine
 * says line by line that they are missing here unless {@code -XX:-DisplayVMOutput} is given too.
 */
final class WhiteBox {
  private static final String NAME = "jdk/test/whitebox/WhiteBox";
  private static final String ENQUEUE = "enqueueMethodForCompilation0";
  private static final MethodType ENQUEUE_TYPE =
      MethodType.methodType(boolean.class, Executable.class, int.class, int.class);
  private static final int WHOLE_METHOD = -1;

  private final MethodHandle enqueue;

  private WhiteBox(MethodHandle enqueue) {
    this.enqueue = enqueue;
  }

  /** The interface, or null if this virtual machine does not offer it. */
  static WhiteBox open() {
    var arguments = ManagementFactory.getRuntimeMXBean().getInputArguments();
    if (!arguments.contains("-XX:+WhiteBoxAPI")) {
      return null;
    }
    try {
      byte[] bytes = declaration();
      Class<?> type =
          jdk.internal.misc.Unsafe.getUnsafe()
              .defineClass(null, bytes, 0, bytes.length, null, null);
      Object instance = type.getDeclaredConstructor().newInstance();
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      return new WhiteBox(lookup.findVirtual(type, ENQUEUE, ENQUEUE_TYPE).bindTo(instance));
    } catch (ReflectiveOperationException | LinkageError e) {
      System.getLogger(WhiteBox.class.getName())
          .log(System.Logger.Level.DEBUG, "HotSpot's WhiteBox cannot be used", e);
      return null;
    }
  }

  /** Has {@code method} compiled at {@code compLevel}, 1 (C1) or 4 (C2). */
  boolean compile(Executable method, int compLevel) {
    try {
      return (boolean) enqueue.invokeExact(method, compLevel, WHOLE_METHOD);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] declaration() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V21, Opcodes.ACC_PUBLIC, NAME, null, "java/lang/Object", null);
    int nativePublic = Opcodes.ACC_PUBLIC | Opcodes.ACC_NATIVE;
    declare(writer, nativePublic, ENQUEUE, ENQUEUE_TYPE);
    MethodType registerType = MethodType.methodType(void.class);
    declare(
        writer,
        Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_NATIVE,
        "registerNatives",
        registerType);
    MethodVisitor initializer =
        writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    initializer.visitCode();
    initializer.visitMethodInsn(Opcodes.INVOKESTATIC, NAME, "registerNatives", "()V", false);
    initializer.visitInsn(Opcodes.RETURN);
    initializer.visitMaxs(0, 0);
    initializer.visitEnd();
    MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(
        Opcodes.INVOKESPECIAL, Type.getInternalName(Object.class), "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(0, 0);
    constructor.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void declare(ClassWriter writer, int access, String name, MethodType type) {
    writer.visitMethod(access, name, type.toMethodDescriptorString(), null, null).visitEnd();
  }
}
