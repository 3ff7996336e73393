package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The method behind a row of the opcode table, as an object the interpreter can call; see the
 * package description for the forms.
 */
public sealed interface Semantics {

  /** {@code void m(Cpu, Insn)}. */
  non-sealed interface Action extends Semantics {
    void run(Cpu cpu, Insn insn);
  }

  /** {@code long m(Cpu, long, long, int)}. */
  non-sealed interface Binary extends Semantics {
    long apply(Cpu cpu, long a, long b, int bits);
  }

  /** {@code void m(Cpu, long, long, int)}. */
  non-sealed interface Compare extends Semantics {
    void apply(Cpu cpu, long a, long b, int bits);
  }

  /** {@code long m(Cpu, long, int)}. */
  non-sealed interface Unary extends Semantics {
    long apply(Cpu cpu, long value, int bits);
  }

  /** {@code long m(Cpu, long, long)} on each half. */
  non-sealed interface FloatLanes extends Semantics {
    long apply(Cpu cpu, long a, long b);
  }

  /** {@code long m(long, long)} on each half. */
  interface Lanes extends FloatLanes {
    long apply(long a, long b);

    @Override
    default long apply(Cpu cpu, long a, long b) {
      return apply(a, b);
    }
  }

  /** The forms, by the parameter types of the static method and then its interface. */
  Map<Class<? extends Semantics>, MethodType> FORMS =
      Map.of(
          Action.class, MethodType.methodType(void.class, Cpu.class, Insn.class),
          Binary.class,
              MethodType.methodType(long.class, Cpu.class, long.class, long.class, int.class),
          Compare.class,
              MethodType.methodType(void.class, Cpu.class, long.class, long.class, int.class),
          Unary.class, MethodType.methodType(long.class, Cpu.class, long.class, int.class),
          Lanes.class, MethodType.methodType(long.class, long.class, long.class),
          FloatLanes.class, MethodType.methodType(long.class, Cpu.class, long.class, long.class));

  /** What has been bound so far. */
  Map<String, Semantics> BOUND = new ConcurrentHashMap<>();

  /**
   * The semantics named {@code Class.method}.
   *
   * @throws IllegalStateException if there is no such method, which a test excludes for every row
   *     of the table
   */
  static Semantics of(String name) {
    return BOUND.computeIfAbsent(name, Semantics::bind);
  }

  private static Semantics bind(String name) {
    int dot = name.indexOf('.');
    String method = name.substring(dot + 1);
    try {
      Class<?> owner =
          Class.forName(Semantics.class.getPackageName() + "." + name.substring(0, dot));
      for (Method candidate : owner.getDeclaredMethods()) {
        if (candidate.getName().equals(method)) {
          MethodType type =
              MethodType.methodType(candidate.getReturnType(), candidate.getParameterTypes());
          for (var form : FORMS.entrySet()) {
            if (form.getValue().equals(type)) {
              return implement(form.getKey(), owner, method, type);
            }
          }
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("semantics " + name + " cannot be bound", e);
    }
    throw new IllegalStateException("no semantics " + name + " of a known form");
  }

  private static Semantics implement(
      Class<? extends Semantics> form, Class<?> owner, String method, MethodType type)
      throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodHandle target = lookup.findStatic(owner, method, type);
    String interfaceMethod = form == Action.class ? "run" : "apply";
    try {
      return (Semantics)
          LambdaMetafactory.metafactory(
                  lookup, interfaceMethod, MethodType.methodType(form), type, target, type)
              .getTarget()
              .invoke();
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
