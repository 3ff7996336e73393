package emu.cli.gdb;

import emu.devices.board.Debugger;
import emu.devices.board.Machine;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The machine as the threads of clients see it: they have things done on its thread and wait for
 * the result.
 */
final class Target {
  private final Machine machine;
  private final CompletableFuture<Void> closed;

  /**
   * The target that is {@code machine}.
   *
   * @param closed completed when the machine will not run any more
   */
  Target(Machine machine, CompletableFuture<Void> closed) {
    this.machine = machine;
    this.closed = closed;
  }

  Machine machine() {
    return machine;
  }

  /** What {@code question} finds between two instructions. */
  <T> T ask(Function<Debugger, T> question) throws Refusal {
    CompletableFuture<T> answer = new CompletableFuture<>();
    machine.perform(() -> {
      try {
        answer.complete(question.apply(machine.debugger()));
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
        throw e;
      }
    });
    CompletableFuture.anyOf(answer, closed).join();
    if (!answer.isDone()) {
      throw Refusal.because("the machine is switched off");
    }
    return answer.join();
  }

  /** Has {@code action} done between two instructions, soon. */
  void tell(Consumer<Debugger> action) {
    machine.perform(() -> action.accept(machine.debugger()));
  }
}
