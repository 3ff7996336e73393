package emu.api.junit;

import emu.api.MachineConfig;
import emu.api.VirtualMachine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.IncompleteExecutionException;

/** Makes the machines that {@link Guest} describes, and tells of them when a test fails. */
public final class GuestExtension
    implements ParameterResolver, AfterEachCallback, TestExecutionExceptionHandler {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(GuestExtension.class);

  /** The machines of one test. */
  private static final class Machines {
    private final List<VirtualMachine> list = new ArrayList<>();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == VirtualMachine.class
        && find(parameter, context).isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Guest guest = find(parameter, context).orElseThrow();
    VirtualMachine machine = new VirtualMachine(config(guest, context));
    machines(context).list.add(machine);
    return machine;
  }

  private static Optional<Guest> find(ParameterContext parameter, ExtensionContext context) {
    return parameter
        .findAnnotation(Guest.class)
        .or(() -> AnnotationSupport.findAnnotation(parameter.getDeclaringExecutable(), Guest.class))
        .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), Guest.class));
  }

  private static Machines machines(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Machines.class, key -> new Machines(), Machines.class);
  }

  private static MachineConfig config(Guest guest, ExtensionContext context) {
    if (!guest.config().isEmpty()) {
      return fromMethod(guest.config(), context.getRequiredTestClass());
    }
    if (guest.kernel().isEmpty()) {
      throw new ExtensionConfigurationException(
          "@Guest names nothing to boot: give it kernel = \"FILE\" or config = \"METHOD\"");
    }
    MachineConfig.Builder builder =
        MachineConfig.ofKernel(Path.of(guest.kernel()))
            .commandLine(guest.commandLine())
            .memory(guest.memory())
            .engine(guest.engine());
    for (String module : guest.modules()) {
      builder.module(Path.of(module));
    }
    return (guest.display() ? builder.display() : builder).build();
  }

  private static MachineConfig fromMethod(String name, Class<?> test) {
    Object config =
        ReflectionSupport.findMethod(test, name)
            .map(method -> ReflectionSupport.invokeMethod(method, null))
            .orElseThrow(() ->
                new ExtensionConfigurationException(
                    "@Guest: %s has no method %s() without parameters"
                        .formatted(test.getName(), name)));
    if (config instanceof MachineConfig machine) {
      return machine;
    }
    throw new ParameterResolutionException(
        "@Guest: the method %s of %s does not return a MachineConfig"
            .formatted(name, test.getName()));
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    List<VirtualMachine> list = machines(context).list;
    if (list.isEmpty() || failure instanceof IncompleteExecutionException) {
      throw failure;
    }
    throw GuestFailure.of(failure, list);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List<VirtualMachine> list = machines(context).list;
    list.forEach(VirtualMachine::close);
    list.clear();
  }
}
