package emu.core.testing;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import emu.core.interp.Interpreter;
import java.lang.reflect.InvocationTargetException;

/**
 * The engine that tests run on: the interpreter, or the class that the system property {@value
 * #PROPERTY} names, which must have a constructor that takes a {@link Cpu}.
 */
public final class TestEngine {
  public static final String PROPERTY = "emu.test.engine";

  private TestEngine() {}

  /** An engine for {@code cpu}. */
  public static ExecutionEngine of(Cpu cpu) {
    String name = System.getProperty(PROPERTY);
    if (name == null) {
      return new Interpreter(cpu);
    }
    try {
      return Class.forName(name)
          .asSubclass(ExecutionEngine.class)
          .getConstructor(Cpu.class)
          .newInstance(cpu);
    } catch (ReflectiveOperationException e) {
      Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
      throw new IllegalStateException(PROPERTY + "=" + name, cause);
    }
  }
}
