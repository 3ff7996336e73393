package emu.cli.suite;

import emu.cli.option.MemorySize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Runs tests, several at once, each machine on a thread of its own. */
public final class Suite {
  private static final int MEBIBYTE_SHIFT = 20;

  private final int jobs;
  private final int mostMebibytes;
  private final Semaphore mebibytes;

  /**
   * Runs {@code jobs} tests at once, fewer while their machines would have more RAM than {@code
   * memory} together.
   */
  public Suite(int jobs, MemorySize memory) {
    this.jobs = jobs;
    this.mostMebibytes = Math.clamp(memory.bytes() >>> MEBIBYTE_SHIFT, 1, Integer.MAX_VALUE);
    this.mebibytes = new Semaphore(mostMebibytes, true);
  }

  /**
   * Runs them all.
   *
   * @param done is told of each result as it comes, by one thread at a time
   * @return the results, in the order of {@code tests}
   */
  public List<TestResult> run(List<TestCase> tests, Consumer<TestResult> done)
      throws InterruptedException {
    Object lock = new Object();
    List<Callable<TestResult>> tasks = new ArrayList<>();
    for (TestCase test : tests) {
      tasks.add(() -> {
        TestResult result = runWithMemory(test);
        synchronized (lock) {
          done.accept(result);
        }
        return result;
      });
    }
    try (ExecutorService pool =
        Executors.newFixedThreadPool(
            jobs, Thread.ofPlatform().daemon().name("machine ", 1).factory())) {
      List<TestResult> results = new ArrayList<>();
      for (Future<TestResult> future : pool.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private TestResult runWithMemory(TestCase test) throws InterruptedException {
    long bytes = test.config().memoryBytes();
    long wanted = Math.ceilDiv(bytes, 1L << MEBIBYTE_SHIFT);
    if (wanted > mostMebibytes) {
      return TestResult.error(
          test.name(),
          Duration.ZERO,
          "its machine has %,d MiB of memory, more than the %,d MiB that all tests together get:"
                  .formatted(wanted, mostMebibytes)
              + " give it less with -m, or them more with --memory-limit");
    }
    mebibytes.acquire((int) wanted);
    try {
      return TestRun.of(test);
    } finally {
      mebibytes.release((int) wanted);
    }
  }
}
