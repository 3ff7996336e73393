package emu.core.interp;

import emu.core.decode.Insn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes operations from templates.
 *
 * <p>A template is an operation class whose static final fields hold what all its instances share:
 * the semantics, the operand width, the condition. Here it is defined again, as a hidden class, for
 * each combination of these that occurs. So HotSpot sees constants where one class for all would
 * hold fields, inlines the semantics, and compiles a tight method for each kind of operation; and
 * the operand plumbing is still written once. The combinations that occur in a boot number a few
 * hundred.
 */
final class Specialiser {
  private static final Map<Key, MethodHandle> CONSTRUCTORS = new ConcurrentHashMap<>();
  private static final Map<Class<?>, byte[]> TEMPLATES = new ConcurrentHashMap<>();

  private Specialiser() {}

  /**
   * What the instances of a specialised class share.
   *
   * @param semantics what the instruction does
   * @param bits width of operand 0
   * @param size bytes of the memory operand
   * @param condition of Jcc, SETcc and CMOVcc
   */
  record Constants(Object semantics, int bits, int size, int condition) {

    /** The constants of the specialised class that {@code lookup} belongs to. */
    static Constants of(MethodHandles.Lookup lookup) {
      try {
        return MethodHandles.classData(lookup, "_", Constants.class);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("a template is used only through the specialiser", e);
      }
    }
  }

  private record Key(Class<? extends Op> template, Constants constants) {}

  /** An operation of {@code template}, specialised for {@code constants}. */
  static Op make(Class<? extends Op> template, Constants constants, Insn insn, int end) {
    MethodHandle constructor =
        CONSTRUCTORS.computeIfAbsent(new Key(template, constants), Specialiser::define);
    try {
      return (Op) constructor.invokeExact(insn, end);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle define(Key key) {
    byte[] template = TEMPLATES.computeIfAbsent(key.template, Specialiser::bytes);
    try {
      MethodHandles.Lookup hidden =
          MethodHandles.lookup().defineHiddenClassWithClassData(template, key.constants, true);
      return hidden
          .findConstructor(
              hidden.lookupClass(), MethodType.methodType(void.class, Insn.class, int.class))
          .asType(MethodType.methodType(Op.class, Insn.class, int.class));
    } catch (IllegalAccessException | NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(Class<?> template) {
    String name = template.getName();
    String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
    try (InputStream in = template.getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
