package emu.devices.board;

import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import emu.core.debug.Watchpoints.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Stops a machine and has it go on, forwards and backwards. All from the machine's thread.
 *
 * <p>Breakpoints and watchpoints outlive a reset. The way back is the way from power-on again, up
 * to a moment before: see {@link Machine#replayTo}.
 */
public final class Debugger {
  private final Machine machine;
  private final List<Long> breakpoints = new ArrayList<>();
  private final List<Watch> watches = new ArrayList<>();
  private Consumer<DebugStop> listener;
  private Motion motion = new Motion.Free();
  private boolean shutdownTold;
  private boolean wantsRewind;

  Debugger(Machine machine) {
    this.machine = machine;
  }

  /** Stops the guest, and tells {@code newListener} of each stop from now on. */
  public void attach(Consumer<DebugStop> newListener) {
    listener = newListener;
    stop();
  }

  /**
   * Forgets the listener and all breakpoints.
   *
   * @param goesOn whether the guest goes on by itself, also if it stands still
   */
  public void detach(boolean goesOn) {
    listener = null;
    breakpoints.clear();
    watches.clear();
    if (goesOn || !machine.isPaused()) {
      go(new Motion.Free());
    }
  }

  /** Whether a debugger is attached. */
  public boolean isAttached() {
    return listener != null;
  }

  /** Stops before the instruction at linear address {@code linear} when the guest goes on. */
  public void add(long linear) {
    breakpoints.add(linear);
  }

  /** Takes one breakpoint at {@code linear} out; false if there is none. */
  public boolean remove(long linear) {
    return breakpoints.remove((Long) linear);
  }

  /** Stops after an access that {@code watch} describes. */
  public void add(Watch watch) {
    watches.add(watch);
  }

  /** Takes one watchpoint out; false if it is not there. */
  public boolean remove(Watch watch) {
    return watches.remove(watch);
  }

  /** How many breakpoints and watchpoints there are. */
  public int count() {
    return breakpoints.size() + watches.size();
  }

  /** Has the guest go on until something stops it. */
  public void go() {
    go(new Motion.Run());
  }

  /**
   * Has the guest run one instruction, and then on while {@code passes} holds for the offset of the
   * next one in the code segment.
   *
   * @param holdInterrupts whether interrupts wait meanwhile
   */
  public void step(boolean holdInterrupts, LongPredicate passes) {
    go(new Motion.Step(machine.instructions() + 1, holdInterrupts, passes));
  }

  /** Has the guest go back by one instruction. */
  public void stepBack() {
    long now = machine.instructions();
    DebugStop.Kind kind = now == 0 ? DebugStop.Kind.BEGINNING : DebugStop.Kind.STEPPED;
    goBack(new Motion.Travel(Math.max(0, now - 1), DebugStop.of(kind)));
  }

  /** Has the guest go back to the last moment at which something would have stopped it. */
  public void goBack() {
    Motion.Travel beginning = new Motion.Travel(0, DebugStop.of(DebugStop.Kind.BEGINNING));
    goBack(new Motion.Search(machine.instructions(), beginning));
  }

  /** Stops the guest where it is, if it runs. */
  public void interrupt() {
    if (!machine.isPaused()) {
      stopFor(DebugStop.INTERRUPTED);
    }
  }

  private void go(Motion next) {
    motion = next;
    wantsRewind = false;
    arm();
    machine.setPaused(false);
  }

  private void goBack(Motion next) {
    motion = next;
    wantsRewind = true;
    machine.setPaused(false);
  }

  private void stopFor(DebugStop stop) {
    stop();
    listener.accept(stop);
  }

  private void stop() {
    motion = new Motion.Free();
    wantsRewind = false;
    arm();
    machine.setPaused(true);
  }

  /** Whether the next way begins at power-on; asked once for each. */
  boolean wantsRewind() {
    boolean wanted = wantsRewind;
    wantsRewind = false;
    return wanted;
  }

  /** The instruction count at which to look again. */
  long limit() {
    return motion.limit();
  }

  /** A new board is there. */
  void poweredOn() {
    shutdownTold = false;
    machine.board().cpu.watchpoints.onHit(machine::endSlice);
    arm();
  }

  /** Brings breakpoints and watchpoints of the processor in line with what is wanted now. */
  private void arm() {
    Cpu cpu = machine.board().cpu;
    cpu.breakpoints.set(motion.isWatched() ? breakpoints : List.of());
    cpu.watchpoints.set(motion.isWatched() ? watches : List.of());
    if (motion instanceof Motion.Run) {
      cpu.breakpoints.settle();
    }
    if (motion instanceof Motion.Step) {
      cpu.breakpoints.passAt(cpu.instructionCount());
    }
  }

  /** The guest is about to run on from here. */
  void beforeSlice() {
    if (motion instanceof Motion.Step step && step.holdsInterrupts() && !machine.isReplayed()) {
      Cpu cpu = machine.board().cpu;
      boolean pending = cpu.nmiPending() || cpu.intr() && cpu.interruptsEnabled();
      if (pending && !cpu.halted && cpu.shadowAt != cpu.instructionCount()) {
        machine.intervene(() -> holdInterrupts(machine.board().cpu));
      }
    }
  }

  private static void holdInterrupts(Cpu cpu) {
    cpu.shadowAt = cpu.instructionCount();
    cpu.stackShadow = false;
  }

  /** The guest has run up to here. */
  void afterSlice() {
    Cpu cpu = machine.board().cpu;
    Optional<DebugStop> hit = cpu.watchpoints.takeHit().map(DebugStop::of);
    if (cpu.breakpoints.takeHit() && hit.isEmpty()) {
      hit = Optional.of(DebugStop.of(DebugStop.Kind.BREAKPOINT));
    }
    boolean done = cpu.instructionCount() >= motion.limit();
    switch (motion) {
      case Motion.Free _ -> {}
      case Motion.Run _ -> hit.ifPresent(this::stopFor);
      case Motion.Step step -> {
        if (hit.isPresent()) {
          stopFor(hit.get());
        } else if (done) {
          stepped(step);
        }
      }
      case Motion.Travel travel -> {
        if (done) {
          stopFor(travel.stop());
        }
      }
      case Motion.Search search -> {
        hit.ifPresent(stop -> note(search, stop));
        if (done) {
          goBack(((Motion.Search) motion).found());
        }
      }
    }
  }

  private void stepped(Motion.Step step) {
    Cpu cpu = machine.board().cpu;
    if (step.passes().test(cpu.rip)) {
      long next = cpu.instructionCount() + 1;
      motion = new Motion.Step(next, step.holdsInterrupts(), step.passes());
    } else {
      stopFor(DebugStop.of(DebugStop.Kind.STEPPED));
    }
  }

  /** A debugger that goes back wants to stand before an access, and sees the value change. */
  private void note(Motion.Search search, DebugStop stop) {
    long now = machine.instructions();
    long place = stop.kind() == DebugStop.Kind.WATCHPOINT ? now - 1 : now;
    motion = new Motion.Search(search.limit(), new Motion.Travel(place, stop));
    if (place == now) {
      machine.board().cpu.breakpoints.passAt(now);
    }
  }

  /** Whether a debugger is to see that the guest cannot go on, before anything comes of it. */
  boolean catches(StopReason.Kind kind) {
    if (listener == null || motion instanceof Motion.Travel || motion instanceof Motion.Search) {
      return false;
    }
    boolean shutdown = kind == StopReason.Kind.TRIPLE_FAULT;
    if (machine.isPaused()) {
      return true;
    }
    if (shutdown && shutdownTold) {
      return false;
    }
    shutdownTold = shutdown;
    stopFor(DebugStop.of(shutdown ? DebugStop.Kind.SHUTDOWN : DebugStop.Kind.HALTED));
    return true;
  }

  /** Writes the guest's memory and registers. */
  public GuestWriter writer() {
    return new GuestWriter(machine);
  }

  /** Linear address of the next instruction. */
  public long address() {
    Cpu cpu = machine.board().cpu;
    long linear = cpu.segmentBase[Segment.CS] + cpu.rip;
    return cpu.is64BitCode() ? linear : linear & 0xFFFF_FFFFL;
  }

  /** The processor's registers by name, those of {@link Inspector#registers} and CR8. */
  public SequencedMap<String, Long> registers() {
    SequencedMap<String, Long> registers = machine.inspect().registers();
    Cpu cpu = machine.board().cpu;
    registers.put("cr8", (long) cpu.interruptController().taskPriority());
    return registers;
  }
}
