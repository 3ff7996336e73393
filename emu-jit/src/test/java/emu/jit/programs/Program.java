package emu.jit.programs;

import emu.core.asm.Assembly;
import java.util.ArrayList;
import java.util.List;

/**
 * A random program and what happens while it runs.
 *
 * @param seed also of the data it finds
 */
record Program(long seed, List<Section> sections, List<Event> events) {

  /** All lines of all sections. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    sections.forEach(section -> lines.addAll(section.lines()));
    return lines;
  }

  /** The same with other lines; an empty string stands for one that is left out. */
  Program withLines(List<String> lines) {
    List<Section> changed = new ArrayList<>();
    int at = 0;
    for (Section section : sections) {
      int end = at + section.lines().size();
      changed.add(section.with(lines.subList(at, end)));
      at = end;
    }
    return new Program(seed, changed, events);
  }

  Program withoutEmptyLines() {
    List<Section> changed =
        sections.stream()
            .map(s -> s.with(s.lines().stream().filter(line -> !line.isEmpty()).toList()))
            .toList();
    return new Program(seed, changed, events);
  }

  Program withEvents(List<Event> other) {
    return new Program(seed, sections, List.copyOf(other));
  }

  /** The code of each section, in their order. */
  List<Assembly> assemble() {
    return sections.stream().map(Section::assemble).toList();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("seed " + seed + "\n");
    for (Section section : sections) {
      text.append("org %#x, at %#x\n".formatted(section.origin(), section.physical()));
      section.lines().forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.append("events ").append(events).append('\n').toString();
  }
}
