package emu.jit.programs;

import emu.core.asm.Assembly;
import emu.core.asm.AssemblyException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Makes a program on which two engines differ as small as it can, and finds the instruction after
 * which they do: it leaves lines out, ever smaller stretches of them, as long as a difference
 * remains.
 */
final class Shrinker {
  private final Comparison comparison;
  private Divergence best;

  private Shrinker(Comparison comparison, Divergence found) {
    this.comparison = comparison;
    this.best = found;
  }

  /** The smallest divergence that comes from {@code found}, which {@code comparison} has seen. */
  static Divergence shrink(Comparison comparison, Divergence found) {
    Shrinker shrinker = new Shrinker(comparison, found);
    shrinker.shrink();
    return shrinker.best;
  }

  private void shrink() {
    int size;
    do {
      size = size(best.program());
      leaveOutEvents();
      leaveOutLines();
      leaveOutLabels();
      leaveOutInstructionsBehindLabels();
    } while (size(best.program()) < size);
    putNops();
    narrow();
  }

  private static int size(Program program) {
    return program.lines().size() + program.events().size();
  }

  /** Whether {@code program} still shows a difference; if so it is the best one so far. */
  private boolean accept(Program program) {
    try {
      Optional<Divergence> divergence = comparison.run(program);
      divergence.ifPresent(found -> best = found);
      return divergence.isPresent();
    } catch (AssemblyException e) {
      return false; // a label is gone that is still asked for
    }
  }

  private void leaveOutLines() {
    int count = best.program().lines().size();
    for (int stretch = (count + 1) / 2; stretch > 0; stretch /= 2) {
      int at = 0;
      while (at < best.program().lines().size()) {
        List<String> lines = best.program().lines();
        int end = Math.min(at + stretch, lines.size());
        List<String> fewer = new ArrayList<>(lines);
        Collections.fill(fewer.subList(at, end), "");
        if (!accept(best.program().withLines(fewer).withoutEmptyLines())) {
          at = end;
        }
      }
    }
  }

  /** Leaves out labels with all that refers to them. */
  private void leaveOutLabels() {
    for (String line : best.program().lines()) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).matches("\\w+")) {
        String label = line.substring(0, colon);
        List<String> fewer = new ArrayList<>(best.program().lines());
        fewer.replaceAll(other -> other.matches(".*\\b" + label + "\\b.*") ? "" : other);
        accept(best.program().withLines(fewer).withoutEmptyLines());
      }
    }
  }

  private void leaveOutInstructionsBehindLabels() {
    for (int i = 0; i < best.program().lines().size(); i++) {
      List<String> fewer = new ArrayList<>(best.program().lines());
      String line = fewer.get(i);
      int end = line.indexOf(':') + 1;
      if (end > 0 && end < line.length() && line.substring(0, end - 1).matches("\\w+")) {
        fewer.set(i, line.substring(0, end));
        accept(best.program().withLines(fewer));
      }
    }
  }

  /** Puts NOPs of the same length where an instruction cannot be left out. */
  private void putNops() {
    for (int i = 0; i < best.program().lines().size(); i++) {
      String line = best.program().lines().get(i);
      int length = lengths(best.program()).get(i);
      if (length == 0 || line.contains(":") || line.startsWith("times ")) {
        continue;
      }
      List<String> changed = new ArrayList<>(best.program().lines());
      changed.set(i, "times " + length + " nop");
      accept(best.program().withLines(changed));
    }
  }

  /** How many bytes each line is assembled to. */
  private static List<Integer> lengths(Program program) {
    List<Integer> lengths = new ArrayList<>();
    for (Section section : program.sections()) {
      List<String> marked = new ArrayList<>();
      int count = section.lines().size();
      for (int i = 0; i < count; i++) {
        marked.add("mark" + i + ":");
        marked.add(section.lines().get(i));
      }
      marked.add("mark" + count + ":");
      Assembly assembly = section.with(marked).assemble();
      for (int i = 0; i < count; i++) {
        lengths.add((int) (assembly.symbol("mark" + (i + 1)) - assembly.symbol("mark" + i)));
      }
    }
    return lengths;
  }

  private void leaveOutEvents() {
    Program program = best.program();
    long sum = 0;
    List<Event> events = new ArrayList<>();
    for (Event event : program.events()) {
      if (sum < best.at()) {
        events.add(event);
      }
      sum += event.after();
    }
    accept(program.withEvents(events));
    for (int i = best.program().events().size() - 2; i >= 0; i--) {
      List<Event> fewer = new ArrayList<>(best.program().events());
      Event gone = fewer.remove(i);
      Event next = fewer.get(i);
      fewer.set(i, new Event(gone.after() + next.after(), next.kind(), next.argument()));
      accept(best.program().withEvents(fewer));
    }
  }

  /** Finds the first instruction after which the states differ. */
  private void narrow() {
    long equal = best.before();
    long different = best.at();
    while (different - equal > 1) {
      long middle = (equal + different) >>> 1;
      Optional<Divergence> found = comparison.run(best.program(), middle);
      if (found.isEmpty() || found.get().at() > middle) {
        equal = middle;
      } else {
        different = middle;
        best = found.get();
      }
    }
    best = new Divergence(best.program(), equal, best.at(), best.one(), best.other());
  }
}
