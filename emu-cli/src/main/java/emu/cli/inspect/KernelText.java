package emu.cli.inspect;

import emu.devices.boot.check.EntryPoint;
import emu.devices.boot.check.Finding;
import emu.devices.boot.check.FoundNote;
import emu.devices.boot.check.KernelReport;
import emu.devices.boot.check.LinuxImage;
import emu.devices.boot.check.Subject;
import emu.devices.elf.ElfSection;
import emu.devices.elf.ElfSegment;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what was found out about a kernel for people. */
public final class KernelText {
  private static final int MOST_ROWS = 64;

  private final KernelReport report;
  private final PrintWriter out;

  private KernelText(KernelReport report, PrintWriter out) {
    this.report = report;
    this.out = out;
  }

  /** Writes {@code report} to {@code out}. */
  public static void print(KernelReport report, PrintWriter out) {
    KernelText text = new KernelText(report, out);
    text.summary();
    report.elf().ifPresent(text::tables);
    text.findings();
    text.verdict();
    out.flush();
  }

  private void summary() {
    Table table = new Table();
    table.row("file", report.file());
    table.row("size", "%,d bytes".formatted(report.size()));
    table.row("format", report.format());
    report.linux().ifPresent(image -> linux(image, table));
    report
        .elf()
        .ifPresent(kernel -> {
          if (kernel.isLinked()) {
            table.row("entry", kernel.describe(kernel.header().entry()));
          }
          table.row("symbols", kernel.symbolSummary());
        });
    report.entry().ifPresent(entry -> table.row("booted by", entryText(entry)));
    report
        .elf()
        .map(Subject::entryCode)
        .filter(code -> !code.isEmpty())
        .ifPresent(code -> table.row("first code", code));
    table.print(out);
  }

  private String entryText(EntryPoint entry) {
    String where =
        report.elf().isPresent()
            ? report.elf().get().describe(entry.address())
            : "0x%x".formatted(entry.address());
    return "%s, at %s, in %d-bit mode".formatted(entry.protocol(), where, entry.bits());
  }

  private static void linux(LinuxImage image, Table table) {
    int protocol = image.kernel().protocol();
    table.row("version", image.kernel().version());
    table.row("boot protocol", "%d.%02d".formatted(protocol >> 8, protocol & 0xFF));
    table.row("entries", image.has64BitEntry() ? "32-bit and 64-bit" : "32-bit");
    table.row("payload", image.kernel().compression().orElse("of unknown format"));
    table.row(
        "PVH note inside",
        image.kernel().pvhEntry().isPresent()
            ? "entry 0x%x".formatted(image.kernel().pvhEntry().getAsLong())
            : "no");
    table.row(
        "loaded at",
        "0x%x, and needs %,d bytes".formatted(image.loadAddress(), image.memorySize()));
    table.row("command line", "at most %,d bytes".formatted(image.commandLineLimit()));
    table.row("initial RAM disk", "below 0x%x".formatted(image.initrdLimit()));
  }

  private void tables(Subject kernel) {
    Table segments = new Table();
    segments.row(
        "program header",
        "flags",
        "offset",
        "virtual",
        "physical",
        "in file",
        "in memory",
        "align",
        "sections");
    for (ElfSegment segment : kernel.segments().stream().limit(MOST_ROWS).toList()) {
      segments.row(
          "%d %s".formatted(segment.index(), segment.typeName()),
          segment.flagText(),
          hex(segment.offset()),
          hex(segment.virtualAddress()),
          hex(segment.physicalAddress()),
          hex(segment.fileSize()),
          hex(segment.memorySize()),
          hex(segment.alignment()),
          kernel.sectionsIn(segment).stream()
              .map(ElfSection::name)
              .collect(Collectors.joining(" ")));
    }
    titled(segments, kernel.segments().size());
    Table sections = new Table();
    sections.row("section", "type", "flags", "address", "offset", "size", "align");
    for (ElfSection section : kernel.sections().stream().skip(1).limit(MOST_ROWS).toList()) {
      sections.row(
          "%d %s".formatted(section.index(), section.name()),
          section.typeName(),
          section.flagText(),
          hex(section.address()),
          hex(section.offset()),
          hex(section.size()),
          hex(section.alignment()));
    }
    titled(sections, kernel.sections().size() - 1);
    notes(kernel);
  }

  private void notes(Subject kernel) {
    List<FoundNote> all = kernel.notes();
    Table notes = new Table();
    notes.row("note in", "owner", "type", "value");
    for (FoundNote note : all.stream().limit(MOST_ROWS).toList()) {
      String value = note.valueText();
      notes.row(
          note.place(),
          note.note().owner(),
          String.valueOf(note.note().type()),
          note.isPvh() ? "PVH entry " + kernel.describe(note.entry()) : value);
    }
    titled(notes, all.size());
  }

  /** Prints {@code table} if it has more than its title. */
  private void titled(Table table, int rows) {
    if (rows > 0) {
      out.println();
      table.print(out);
      if (rows > MOST_ROWS) {
        out.println("and " + (rows - MOST_ROWS) + " more");
      }
    }
  }

  private void findings() {
    for (Finding finding : report.findings()) {
      out.println();
      out.println(
          finding.kind().code() + (finding.fatal() ? " error: " : " warning: ") + finding.cause());
      out.println("    cure: " + finding.cure());
      out.println("    see " + finding.kind().page());
    }
  }

  private void verdict() {
    out.println();
    long errors = report.findings().stream().filter(Finding::fatal).count();
    out.println(
        report.starts()
            ? "It can be started: emu run -kernel " + report.file()
            : "It will not start: %d error%s.".formatted(errors, errors == 1 ? "" : "s"));
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
