package emu.api.junit;

import emu.api.Engine;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Has JUnit give a test a {@link emu.api.VirtualMachine} that is switched on, and close it after
 * the test. If the test fails, its message shows what the guest sent last and what the screen
 * shows.
 *
 * <p>On a parameter it describes that machine; on a method or class, the machines of the parameters
 * that have no such annotation of their own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
@ExtendWith(GuestExtension.class)
public @interface Guest {

  /** The kernel's file, from the folder in which the tests run. */
  String kernel() default "";

  /** Modules: initial RAM disks for Linux. */
  String[] modules() default {};

  /** The kernel's command line. */
  String commandLine() default "";

  /** RAM in MiB. */
  int memory() default 128;

  /** Whether there is a display adapter. */
  boolean display() default false;

  /** What runs the guest's code. */
  Engine engine() default Engine.JIT;

  /**
   * The name of a static method without parameters, of the test's class, that returns the {@link
   * emu.api.MachineConfig}; in place of all else.
   */
  String config() default "";
}
