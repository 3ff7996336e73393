package emu.devices.board;

import emu.core.bus.HostQueue;
import emu.core.cpu.Cpu;
import emu.core.cpu.EngineStatistics;
import emu.core.cpu.ExecutionEngine;
import emu.core.crash.Crash;
import emu.core.debug.StateHash;
import emu.core.decode.OpcodeTable;
import emu.core.time.EventQueue;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootException;
import emu.devices.display.Screen;
import emu.devices.keyboard.KeyEvent;
import emu.devices.keyboard.MouseEvent;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A PC that is switched on: it runs the guest until something ends the run.
 *
 * <p>One thread owns it, the one that calls {@link #run}; the methods that other threads may call
 * say so.
 */
public final class Machine implements AutoCloseable {
  /** A pause looks at the limits at least this often, in nanoseconds. */
  private static final long PAUSED_WAIT = 100_000_000;

  private final BoardConfig config;
  private final EngineFactory engines;
  private final PowerOn powerOn;
  private final boolean loadsKernel;
  private final Pace pace;
  private final PresentScreen screen = new PresentScreen();
  private final HostInput input = new HostInput(this::wake);
  private final Recording recording;
  private final Debugger debugger = new Debugger(this);
  private final HostTasks tasks = new HostTasks();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicBoolean powerButton = new AtomicBoolean();
  private final AtomicReference<StopReason> stop = new AtomicReference<>();

  private volatile Thread owner;
  private Board board;
  private ExecutionEngine engine;
  private DeathWatch watch;
  private Consumer<Crash> restarts = crash -> {};
  private boolean resetRequested;
  private boolean paused;
  private long sliceEnd;

  /**
   * Switches a machine on and loads its kernel.
   *
   * @throws BootException if {@code bootSource} cannot load it
   */
  public Machine(BoardConfig config, EngineFactory engines, BootSource bootSource)
      throws BootException {
    this(config, engines, PowerOn.kernel(bootSource, config), true);
  }

  /**
   * Switches a machine on and starts the firmware that {@code config} names.
   *
   * @throws BootException if that cannot be started
   */
  public Machine(BoardConfig config, EngineFactory engines) throws BootException {
    this(config, engines, PowerOn.firmware(config), false);
  }

  private Machine(BoardConfig config, EngineFactory engines, PowerOn powerOn, boolean loadsKernel)
      throws BootException {
    this.loadsKernel = loadsKernel;
    this.recording = new Recording(config);
    this.config = recording.around(config, this::virtualNanoseconds);
    this.engines = engines;
    this.powerOn = powerOn;
    this.pace = Pace.of(config.clock());
    powerOn(0);
  }

  /** Reads beside the caller what the first machine needs; it works without, and starts later. */
  public static void prepare() {
    Thread.ofPlatform().daemon().name("opcode table").start(OpcodeTable::rows);
  }

  private void powerOn(long instructions) throws BootException {
    board = new Board(config, pace, instructions, input, requests());
    watch = new DeathWatch(board.cpu, this::endSlice);
    engine = engines.create(board.cpu);
    board.events.onEarlier(this::endSliceIfEarlier);
    tasks.follow(board.events);
    screen.connect(board.screen());
    debugger.poweredOn();
    try {
      powerOn.start(board);
    } catch (BootException e) {
      closeBoard();
      throw e;
    }
  }

  private Power requests() {
    return new Power() {
      @Override
      public void reset() {
        resetRequested = true;
        endSlice();
      }

      @Override
      public void off() {
        stop(StopReason.of(Kind.POWER_OFF));
      }

      @Override
      public void debugExit(int status) {
        stop(new StopReason(Kind.DEBUG_EXIT, status));
      }
    };
  }

  /** Bytes that COM1 receives; any thread may offer them. */
  public HostQueue<Byte> serialInput() {
    return input.serial1.offered();
  }

  /** What is typed on the keyboard; any thread may offer it. */
  public HostQueue<KeyEvent> keyInput() {
    return input.keys.offered();
  }

  /** What the mouse does; any thread may offer it. */
  public HostQueue<MouseEvent> mouseInput() {
    return input.movements.offered();
  }

  /**
   * What the display adapter shows, dark without one; the same one over all resets. Any thread may
   * use it, also when the machine is closed.
   */
  public Screen screen() {
    return screen;
  }

  /** Whether there is a display adapter. */
  public boolean hasDisplay() {
    return config.display();
  }

  /**
   * Ends the run for {@code reason}, unless it ends for another already: at the next instruction
   * boundary if called on the machine's thread (by a sink), soon if on another.
   */
  public void stop(StopReason reason) {
    stop.compareAndSet(null, reason);
    if (Thread.currentThread() == owner) {
      endSlice();
    } else {
      wake();
    }
  }

  /**
   * Presses the power button, which an operating system takes as a request to shut down; from any
   * thread.
   */
  public void pressPowerButton() {
    powerButton.set(true);
    wake();
  }

  /** Presses the reset button; from any thread. */
  public void pressResetButton() {
    perform(() -> intervene(() -> resetRequested = true));
  }

  /**
   * Has {@code task} done on the machine's thread, between two instructions, soon; also while the
   * machine is paused. From any thread.
   */
  public void perform(Runnable task) {
    tasks.add(task);
    wake();
  }

  /**
   * Has {@code task} done on the machine's thread at virtual time {@code nanoseconds} since
   * power-on, soon if that has passed: with a virtual clock always between the same two
   * instructions. From the machine's thread, or before it runs.
   */
  public void schedule(long nanoseconds, Runnable task) {
    tasks.schedule(nanoseconds, task);
  }

  /** Stops processor and time, or has them go on; from the machine's thread. */
  public void setPaused(boolean newPaused) {
    paused = newPaused;
    pace.setPaused(newPaused);
  }

  /**
   * Tells {@code listener} of each triple fault that resets the machine, on its thread and just
   * before it does; what it is told is of use meanwhile only.
   */
  public void onRestart(Consumer<Crash> listener) {
    restarts = listener;
  }

  /** Whether processor and time stand still; from the machine's thread. */
  public boolean isPaused() {
    return paused;
  }

  /** Has the machine's thread look at what comes from the host; from any thread. */
  private void wake() {
    woken.set(true);
    LockSupport.unpark(owner);
  }

  /** Has the engine return after the current instruction. */
  void endSlice() {
    if (engine != null) {
      engine.stop();
    }
  }

  private void endSliceIfEarlier() {
    if (board.events.nextEvent() < sliceEnd) {
      endSlice();
    }
  }

  /**
   * Runs the guest.
   *
   * @return why the run ended; a run that ended by a limit can go on with another call
   * @throws BootException if nothing can be booted, or a reset found the kernel's files gone or
   *     changed
   */
  public StopReason run(RunLimits limits) throws BootException {
    owner = Thread.currentThread();
    boolean timed = limits.timeout() != null;
    long deadline = timed ? System.nanoTime() + limits.timeout().toNanos() : 0;
    while (true) {
      board.events.runUntil(pace.now());
      takeInput(instructions() < limits.instructions());
      if (debugger.wantsRewind()) {
        rewind();
        continue;
      }
      checkLoading();
      StopReason reason = stop.getAndSet(null);
      if (reason == null) {
        reason = endByGuest();
      }
      if (reason == null && instructions() >= limits.instructions()) {
        reason = StopReason.of(Kind.INSTRUCTION_LIMIT);
      }
      if (reason == null && timed && System.nanoTime() - deadline >= 0) {
        reason = StopReason.of(Kind.TIMEOUT);
      }
      if (reason != null) {
        return reason;
      }
      if (paused) {
        LockSupport.parkNanos(PAUSED_WAIT);
      } else {
        advance(limits.instructions());
      }
    }
  }

  /** Sees to it that what is loaded beside the guest arrives. */
  private void checkLoading() throws BootException {
    Exception failure = board.memory.fillFailure();
    if (failure instanceof BootException e) {
      throw e;
    }
    if (failure != null) {
      throw new BootException(
          "the initrd cannot be loaded (" + failure + "): start again", failure);
    }
  }

  /** Takes what came; what comes again at the end of a run comes when that goes on. */
  private void takeInput(boolean goesOn) {
    long now = pace.now();
    if (goesOn && recording.nextTime() <= now) {
      recording.replayUntil(now);
      board.pollInput();
    }
    if (!recording.isReplayed(now) && input.isReady()) {
      input.take(handOver -> recording.happen(now, handOver));
      board.pollInput();
    }
    if (woken.getAndSet(false)) {
      if (powerButton.getAndSet(false)) {
        intervene(() -> board.power.pressPowerButton());
      }
      tasks.runAdded();
    }
  }

  /** Deals with what the guest asked for or ran into; null if the run goes on. */
  private StopReason endByGuest() throws BootException {
    Cpu cpu = board.cpu;
    if (board.bootFailure.isPresent()) {
      throw new BootException(board.bootFailure.get());
    }
    if (cpu.shutdown && debugger.catches(Kind.TRIPLE_FAULT)) {
      return null;
    }
    if (cpu.shutdown && endsByTripleFault()) {
      return StopReason.of(Kind.TRIPLE_FAULT);
    }
    if (cpu.shutdown || resetRequested) {
      if (config.noReboot()) {
        return StopReason.of(Kind.RESET);
      }
      if (cpu.shutdown) {
        watch.crash(Kind.TRIPLE_FAULT).ifPresent(restarts);
      }
      reset();
      return null;
    }
    if (recording.isReplayed(pace.now())) {
      return null;
    }
    return watch
        .standstill()
        .filter(kind -> kind != Kind.ENDLESS_LOOP || !debugger.isAttached())
        .filter(kind -> !debugger.catches(Kind.HALTED))
        .map(StopReason::of)
        .orElse(null);
  }

  // Deviation: a PC resets by a triple fault; a kernel that was loaded directly stops, unless it
  // means to restart the machine.
  private boolean endsByTripleFault() {
    return config.noReboot()
        || switch (config.onTripleFault()) {
          case RESET -> false;
          case STOP -> true;
          case AUTO -> loadsKernel && !watch.isMeantAsReset();
        };
  }

  private void reset() throws BootException {
    long instructions = instructions();
    resetRequested = false;
    closeBoard();
    powerOn(instructions);
  }

  /** Runs instructions up to the next event, or lets time pass if the processor stays halted. */
  private void advance(long instructionLimit) {
    debugger.beforeSlice();
    long before = instructions();
    sliceEnd = Math.min(board.events.nextEvent(), recording.nextTime());
    long limit = Math.min(instructionLimit, debugger.limit());
    long slice = Math.min(pace.instructionsUntil(sliceEnd), limit - before);
    engine.run(before + slice);
    sliceEnd = EventQueue.NEVER;
    if (board.cpu.halted && instructions() == before) {
      pace.idleUntil(Math.min(board.events.nextEvent(), recording.nextTime()));
    }
    debugger.afterSlice();
  }

  /**
   * Does {@code action}, which changes the guest from outside, and again at the same time whenever
   * the run is repeated. What was there of a repeated run after this moment is forgotten.
   */
  void intervene(Runnable action) {
    if (recording.isReplayed(pace.now())) {
      recording.cut(pace.now());
    }
    recording.happen(pace.now(), action);
  }

  /** Why {@link #replayTo} cannot be, as a sentence that says what to do; empty if it can. */
  public Optional<String> whyNotReplayed() {
    return recording.obstacle();
  }

  /**
   * Brings the machine to the state in which it was at instruction count {@code instructions}, at
   * most the present one: switches it on again and has all come again that came from outside. What
   * the guest sends to the host is not sent twice. Goes on from there as it did then, up to the
   * moment at which this was called. From the machine's thread, not while it runs.
   *
   * @throws BootException if the kernel's files are gone or changed
   * @throws IllegalStateException if that {@linkplain #whyNotReplayed cannot be}
   */
  public void replayTo(long instructions) throws BootException {
    rewind();
    stop.set(null);
    setPaused(false);
    run(new RunLimits(instructions, null));
  }

  /** Goes back to power-on, from where all is replayed. */
  void rewind() throws BootException {
    recording.rewind(pace.now());
    closeBoard();
    input.clear();
    resetRequested = false;
    pace.restart();
    powerOn(0);
  }

  /** Whether the present moment was passed before. */
  boolean isReplayed() {
    return recording.isReplayed(pace.now());
  }

  /** The present board; another one after a reset. */
  Board board() {
    return board;
  }

  /** Stops and inspects the guest for a debugger; from the machine's thread. */
  public Debugger debugger() {
    return debugger;
  }

  /** Instructions that the guest's processor retired since power-on. */
  public long instructions() {
    return board.cpu.instructionCount();
  }

  /** The machine's time in nanoseconds since power-on. */
  public long virtualNanoseconds() {
    return pace.now();
  }

  /** Hash over the state of processor, memory, devices and clock; equal for equal states. */
  public long stateHash() {
    StateHash hash = new StateHash();
    board.hashInto(hash);
    hash.add(virtualNanoseconds());
    return hash.value();
  }

  /** What its engine has made of the guest's code since the last reset. */
  public EngineStatistics engineStatistics() {
    return engine.statistics();
  }

  /** The same and more as a table for people; empty if its engine translates nothing. */
  public String engineReport() {
    return engine.report();
  }

  /** A look inside, to be used before the machine runs on. */
  public Inspector inspect() {
    return new Inspector(board, watch, virtualNanoseconds());
  }

  private void closeBoard() {
    if (engine != null) {
      engine.close();
      engine = null;
      board.close();
    }
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    closeBoard();
  }
}
